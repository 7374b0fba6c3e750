using FsCheck;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph.Models;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>Random models; a failure prints the model and the seed that brings it back.</summary>
public class RandomModelTests
{
    private const int Models = 100;

    [Fact]
    public void Programs_agree_with_definitions_for_all_workers_and_tiles() => ForAll(RandomModels.Any, CheckPrograms);

    [Fact]
    public void Programs_of_self_explaining_models_agree_with_definitions() => ForAll(RandomSelfExplaining.Any, CheckPrograms);

    [Fact]
    public void Gradients_of_self_explaining_models_agree_with_slopes() => ForAll(RandomSelfExplaining.Smooth, model => CheckSlope(model, spoil: 1));

    private static void CheckPrograms(ModelSpecification model)
    {
        var sample = Numbers(model);
        foreach (var graph in new[] { ModelPrograms.Training(model), ModelPrograms.Evaluation(model) })
        {
            var expected = OracleRun.Run(graph, sample, step: 4).All();
            foreach (var (workers, tile) in new[] { (1, 0), (1, 1), (2, 7), (3, 16) })
            {
                Near.Check(expected, Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = workers, TileSize = tile }, step: 4).All(), 1e-9, $"{workers} workers, tiles of {tile}:");
            }
        }
    }

    [Fact]
    public void Gradients_agree_with_slopes_along_random_directions() => ForAll(RandomModels.Smooth, model => CheckSlope(model, spoil: 1));

    [Fact]
    public void A_gradient_that_is_off_by_a_thousandth_is_found() =>
        Assert.Contains("gradient along the direction", Assert.ThrowsAny<Exception>(() => ForAll(RandomModels.Smooth, model => CheckSlope(model, spoil: 1.001))).ToString());

    private static void CheckSlope(ModelSpecification model, double spoil)
    {
        var sample = Numbers(model);
        var graph = ModelPrograms.Training(model);
        var random = new Random(9);
        // State has no gradient: behind the gradients stands what it becomes.
        var trained = ModelGraph.Build(model, training: true).TrainedLength;
        double[] direction = [.. sample.Parameters.Select((_, i) => i < trained ? (2 * random.NextDouble()) - 1 : 0)];
        using var runner = new Runner<double>(InterpretedProgram<double>.FromGraph(graph, sample.Parameters.Length), sample, Options);
        var gradients = runner.Run().Gradients;
        var slope = Slope(At);
        var expected = spoil * gradients.Zip(direction, (gradient, along) => gradient * along).Sum();
        var scale = gradients.Take(trained).Select(Math.Abs).Append(1e-3).Max();
        Assert.True(Math.Abs(slope - expected) <= 1e-6 * Math.Max(scale, Math.Abs(At(0))), FormattableString.Invariant($"slope {slope:R}, gradient along the direction {expected:R}"));

        double At(double by)
        {
            for (var i = 0; i < direction.Length; i++)
            {
                runner.Parameters.Span[i] = sample.Parameters[i] + (by * direction[i]);
            }

            runner.Step();
            return runner.Executor.Total(ModelPrograms.Loss);
        }
    }

    /// <summary>
    /// The derivative at zero by differences of fourth order. Which step is best depends on how curved the loss is: a normalization of nearly equal values
    /// bends it sharply, a large loss drowns small steps in rounding. So several steps are tried, and the two that agree best are believed.
    /// </summary>
    private static double Slope(Func<double, double> f)
    {
        double[] slopes = [.. new[] { 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6 }.Select(h => ((8 * (f(h) - f(-h))) - (f(2 * h) - f(-2 * h))) / (12 * h))];
        return slopes[Enumerable.Range(1, slopes.Length - 1).MinBy(i => Math.Abs(slopes[i] - slopes[i - 1]))];
    }

    private static ExecutionOptions Options => new() { Workers = 1 };

    private static Sample Numbers(ModelSpecification model) => ModelSample.Create(model, rows: 1 + (Math.Abs(model.Layers.Count * 7) % 19), seed: 2);

    private static void ForAll(Arbitrary<ModelSpecification> models, Action<ModelSpecification> check) =>
        RandomTests.ForAll(models, Models, check);
}
