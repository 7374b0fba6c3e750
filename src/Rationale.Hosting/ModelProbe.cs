using Rationale.Data;
using Rationale.Models;

namespace Rationale.Hosting;

/// <summary>Asks a model about an example of zeros: to compile what requests will use, and to see that it answers.</summary>
internal static class ModelProbe
{
    /// <summary>Predicts and explains the example.</summary>
    /// <returns>The outputs.</returns>
    public static Predictions Run(IModel model)
    {
        var data = Example(model);
        model.Explain(data);
        return model.Predict(data);
    }

    /// <summary>The outputs for the example.</summary>
    public static Predictions Predict(IModel model) => model.Predict(Example(model));

    private static Dataset Example(IModel model)
    {
        var inputs = model.Specification.Inputs;
        var features = Zeros(inputs[0].Width);

        // Zeros need not be anything that a preprocessing takes, such as categories: they stand for what it gives.
        features = model.Preprocessing is { } preprocessing ? features.AsPreprocessed(preprocessing) : features;
        var data = Dataset.Unlabeled(features).WithFeaturesName(inputs[0].Name);
        return inputs.Skip(1).Aggregate(data, (all, input) => all.WithInput(input.Name, Zeros(input.Width)));
    }

    private static FeatureMatrix Zeros(int width) => FeatureMatrix.FromArray(new float[width], width);
}
