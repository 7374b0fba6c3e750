using FsCheck;
using FsCheck.Fluent;
using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Randomness;
using Rationale.Tests.Execution;

namespace Rationale.Tests.Attribution;

/// <summary>Random models of all kinds; a failure prints the model and the seed that brings it back.</summary>
public sealed class RandomModelAttributionTests
{
    [Fact]
    public void Paths_are_complete_where_derivatives_are_smooth() => ForAll(RandomModels.Smooth.Filter(HasPaths), (model, rows) =>
    {
        var (from, to) = (new float[rows.Width], rows.Row(1));
        foreach (var method in new AttributionMethod[] { new IntegratedGradients { Steps = 100 }, new IntegratedGradients { Steps = 400, Quadrature = Quadrature.Midpoint } })
        {
            var found = model.Attributed(rows, method, LastOutput(model));
            var difference = model.Predict(to).Outputs[^1] - model.Predict(from).Outputs[^1];
            Assert.Equal(difference, found.Scores.Row(1).Sum(score => (double)score) - found.ConvergenceDelta[1], 1e-4 * (1 + Math.Abs(difference)));

            // A normalization of nearly equal values turns sharply somewhere on the way; everywhere else the gap is far below this.
            Assert.True(Math.Abs(found.ConvergenceDelta[1]) <= 0.02 * (1 + found.Scores.Row(1).Sum(Math.Abs)), $"{found.ConvergenceDelta[1]} of {difference}");
        }
    });

    [Fact]
    public void Shapley_values_of_two_halves_follow_their_formula() => ForAll(RandomModels.Any.Filter(HasHalves), (model, rows) =>
    {
        int[] halves = [.. Enumerable.Range(0, rows.Width).Select(feature => feature % 2)];
        var found = model.Attributed(rows, new KernelShap { Groups = FeatureGroups.FromAssignment(halves) }, LastOutput(model));
        for (var row = 0; row < rows.Count; row++)
        {
            var x = rows.Row(row);
            double At(params int[] kept) => model.Predict([.. x.Select((value, feature) => kept.Contains(halves[feature]) ? value : 0)]).Outputs[^1];
            var (none, first, second, both) = (At(), At(0), At(1), At(0, 1));
            var scale = 1e-5 * (1 + new[] { none, first, second, both }.Max(Math.Abs));
            Assert.Equal((first - none + both - second) / 2, found.Scores[row, 0], scale);
            Assert.Equal((second - none + both - first) / 2, found.Scores[row, 1], scale);
        }
    });

    // There is no path from one token id to another.
    private static bool HasPaths(ModelSpecification specification) => specification.Layers[0] is not EmbeddingLayer;

    private static bool HasHalves(ModelSpecification specification) => Width(specification) >= 2;

    private static int Width(ModelSpecification specification) => specification.InputShape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>The last output; of a single logit, the prediction yes.</summary>
    private static AttributionOptions LastOutput(Model model) =>
        new() { Target = Target.ForClass(model.Specification.Task is ClassifierTask { Classes: 1 } ? 1 : model.Specification.Task.Outputs - 1) };

    private static void ForAll(Arbitrary<ModelSpecification> models, Action<Model, FeatureMatrix> check) => RandomTests.ForAll(models, 100, specification =>
    {
        using var model = Model.Interpret(specification.Without(ExplanationPenalty.Key, WeightPenalty.Key), seed: 7);
        var random = new RandomSource(3);
        var width = Width(specification);
        var vocabulary = specification.Layers[0] is EmbeddingLayer embedding ? embedding.Vocabulary : 0;
        check(model, FeatureMatrix.FromArray([.. Enumerable.Range(0, 3 * width).Select(_ => vocabulary > 0 ? random.NextInt32(vocabulary) : (float)random.NextNormal())], width));
    });
}
