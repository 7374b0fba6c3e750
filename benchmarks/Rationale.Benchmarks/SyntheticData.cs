using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;
using Rationale.Randomness;

namespace Rationale.Benchmarks;

/// <summary>Rows like the peer's: uniform features and labels, a fifth of the inputs annotated.</summary>
public static class SyntheticData
{
    private const double Annotated = 0.2;
    private const int Background = 512;

    /// <summary>Rows that fit a model.</summary>
    /// <param name="model">What takes them.</param>
    /// <param name="examples">How many.</param>
    public static Dataset For(ModelSpecification model, int examples)
    {
        var random = new RandomSource(0);
        var width = model.InputShape.Aggregate(1, (product, extent) => product * extent);
        var features = new float[examples * width];
        var masks = new float[examples * width];
        var labels = new int[examples];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = random.NextSingle();
            masks[i] = random.NextDouble() < Annotated ? 1 : 0;
        }

        for (var i = 0; i < examples; i++)
        {
            labels[i] = random.NextInt32(Math.Max(2, model.Task.Outputs));
        }

        var inputs = FeatureMatrix.FromArray(features, width);
        var data = model.Task is ClassifierTask
            ? Dataset.ForClassification(inputs, labels, Math.Max(2, model.Task.Outputs))
            : Dataset.ForRegression(inputs, FeatureMatrix.FromArray([.. Enumerable.Range(0, examples * model.Task.Outputs).Select(_ => random.NextSingle())], model.Task.Outputs));
        if (model.Find<AttributionPrior>() is { } prior)
        {
            data = data.WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromArray([.. Enumerable.Range(0, width * prior.MetaFeatures).Select(_ => random.NextSingle())], prior.MetaFeatures)))
                .WithBackground(FeatureMatrix.FromArray([.. Enumerable.Range(0, Background * width).Select(_ => random.NextSingle())], width));
        }

        return model.Find<ExplanationPenalty>() is null ? data : data.WithAnnotationMask(FeatureMatrix.FromArray(masks, width));
    }
}
