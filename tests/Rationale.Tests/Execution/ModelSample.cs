using Rationale.Graph.Models;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>Random numbers of the shapes that a model needs.</summary>
internal static class ModelSample
{
    public static Sample Create(ModelSpecification model, int rows, int seed)
    {
        var random = new Random(seed);
        double[] Uniform(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
        var columns = new Dictionary<string, double[]>();
        foreach (var input in model.Inputs)
        {
            columns.Add(input.Name, model.EmbeddingOf(input) is { } embedding
                ? [.. Enumerable.Range(0, rows * input.Width).Select(_ => (double)random.Next(embedding.Vocabulary))]
                : Uniform(rows * input.Width));
        }

        columns.Add("targets", Uniform(rows * model.Task.Outputs));
        foreach (var input in model.Inputs)
        {
            columns.Add(input.Mask, [.. Enumerable.Range(0, rows * input.Width).Select(_ => random.Next(2) == 0 ? 1.0 : 0.0)]);
        }

        return new Sample(
            rows,
            columns,
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
