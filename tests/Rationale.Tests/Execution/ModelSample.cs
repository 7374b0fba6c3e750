using Rationale.Graph.Models;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>Random numbers of the shapes that a model needs.</summary>
internal static class ModelSample
{
    public static Sample Create(ModelSpecification model, int rows, int seed)
    {
        var random = new Random(seed);
        var inputs = model.InputShape.Aggregate(1, (product, extent) => product * extent);
        double[] Uniform(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
        return new Sample(
            rows,
            new Dictionary<string, double[]>
            {
                ["features"] = model.Layers.FirstOrDefault() is EmbeddingLayer embedding
                    ? [.. Enumerable.Range(0, rows * inputs).Select(_ => (double)random.Next(embedding.Vocabulary))]
                    : Uniform(rows * inputs),
                ["targets"] = Uniform(rows * model.Task.Outputs),
                ["annotations"] = [.. Enumerable.Range(0, rows * inputs).Select(_ => random.Next(2) == 0 ? 1.0 : 0.0)],
            },
            [.. Enumerable.Range(0, rows).Select(_ => random.Next(Math.Max(2, model.Task.Outputs)))],
            model.Objectives.SelectMany(term => term.Coefficients).ToDictionary(coefficient => coefficient.Key, coefficient => coefficient.Value),
            Parameters(model, Uniform));
    }

    /// <summary>Any numbers, but variances above zero.</summary>
    private static double[] Parameters(ModelSpecification model, Func<int, double[]> uniform)
    {
        var layout = ModelGraph.Build(model, training: true).Layout;
        return [.. layout.SelectMany(parameter => uniform(parameter.Shape.Length).Select(value => parameter.Key.EndsWith(".variance", StringComparison.Ordinal) ? value + 1.5 : value))];
    }
}
