using Rationale.Data;
using Rationale.Models;

namespace Rationale;

/// <summary>Asking a model about one raw example whose values are given by name: numbers, texts, or null where a value is missing.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ModelRawExamples
{
    /// <summary>What a model says about one raw example.</summary>
    /// <param name="model">A trained or loaded model, whose features have names.</param>
    /// <param name="example">A value for each raw feature: a number, a text, or null; values of JSON will do.</param>
    /// <exception cref="ArgumentException">A feature is missing or unknown, a value is of another kind, or the features have no names.</exception>
    public static Prediction Predict(this IModel model, IReadOnlyDictionary<string, object?> example) => model.Predict(Read(model, example))[0];

    /// <summary>Why a model says what it says about one raw example: the gradient of the attribution target with respect to its features.</summary>
    /// <param name="model">A trained or loaded model, whose features have names.</param>
    /// <param name="example">A value for each raw feature: a number, a text, or null; values of JSON will do.</param>
    /// <param name="target">What is explained; null for the probability of the predicted class, or the sum of a regressor's outputs.</param>
    /// <exception cref="ArgumentException">A feature is missing or unknown, a value is of another kind, the features have no names, or the target does not fit.</exception>
    public static Attribution.Attribution Explain(this IModel model, IReadOnlyDictionary<string, object?> example, Target? target = null)
    {
        var data = Dataset.Unlabeled(Read(model, example));
        return model.Explain(data.WithFeaturesName(model.Specification.Inputs[0].Name), target)[0];
    }

    private static FeatureMatrix Read(IModel model, IReadOnlyDictionary<string, object?> example)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(example);
        if (model.Preprocessing is { } preprocessing)
        {
            return preprocessing.Example(example);
        }

        return RawExample.Create(
            model.FeatureNames ?? throw new ArgumentException($"An example was given by names, but the features of '{model.Specification.Name}' have none; give the numbers in order, or train on data with names (Dataset.WithFeatureNames)."),
            example,
            _ => false,
            (_, _) => false);
    }
}
