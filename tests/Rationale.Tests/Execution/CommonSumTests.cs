using System.Numerics;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;
using Rationale.Training;

namespace Rationale.Tests.Execution;

/// <summary>Sums that stand once for all workers, who add to them in turn.</summary>
public sealed class CommonSumTests
{
    // The matrix of 300 × 512 is large, so that its gradient is common without being asked for.
    private static readonly ModelSpecification Wide = new(
        "wide",
        EquatableArray.Create(300),
        new EquatableArray<Layer>((Layer[])[Dense(512), new Graph.Models.ReluLayer(), Dense(3)]),
        new ClassifierTask(3, Reduction.Sum),
        TaskLoss.With(new ExplanationPenalty(10, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum)),
        new TrainingDefaults());

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 150)];

    public static TheoryData<int, int> Spreads => new() { { 1, 5 }, { 2, 1 }, { 2, 3 }, { 2, 64 }, { 3, 2 }, { 4, 7 }, { 7, 1 }, { 16, 4 } };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Gradients_are_those_of_the_definition(int seed)
    {
        var (graph, sample) = RandomGraph.Make(seed, rows: 7);
        var expected = OracleRun.Run(graph, sample).All();
        foreach (var (workers, tile) in new[] { (1, 3), (2, 1), (2, 2), (3, 16), (9, 4) })
        {
            using var runner = Create<double>(graph, sample, workers, tile);
            runner.Run();
            Near.Check(expected, runner.Run().All(), 1e-9, $"{workers} workers, tiles of {tile}:");
        }
    }

    [Fact]
    public void Random_graphs_do_have_common_sums() => Assert.Equal(30, Seeds.Select(seed => RandomGraph.Make(seed.Data, rows: 7))
        .Where(made => Scheduler.Run(ModelPrograms.Compile(made.Graph), made.Sample.Parameters.Length, commonSum: 1).CommonSums.Count > 0).Take(30).Count());

    [Theory]
    [MemberData(nameof(Spreads))]
    public void A_wide_model_has_the_gradients_of_separate_sums(int workers, int tile)
    {
        var (graph, sample) = Sample(examples: 53);
        using var separate = Create<double>(graph, sample, workers: 1, tile: 53, commonSum: int.MaxValue);
        using var common = Create<double>(graph, sample, workers, tile);
        Assert.Empty(separate.Layout.CommonSums);
        Assert.NotEmpty(common.Layout.CommonSums);
        Near.Check(separate.Run().All(), common.Run().All(), 1e-10, $"{workers} workers, tiles of {tile}:");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_worker_count_gives_the_same_bits(int workers)
    {
        var (graph, sample) = Sample(examples: 53);
        using var runner = Create<float>(graph, sample, workers, tile: 8);
        var first = runner.Run().All();
        for (var run = 0; run < 20; run++)
        {
            Assert.Equal(first, runner.Run().All());
        }

        using var another = Create<float>(graph, sample, workers, tile: 8);
        Assert.Equal(first, another.Run().All());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Fewer_examples_than_workers_work(int examples)
    {
        var (graph, sample) = Sample(examples);
        using var separate = Create<double>(graph, sample, workers: 1, tile: 16, commonSum: int.MaxValue);
        using var common = Create<double>(graph, sample, workers: 6, tile: 16);
        Near.Check(separate.Run().All(), common.Run().All(), 1e-10);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 30)]
    [InlineData(3, 52)]
    public void Nobody_waits_for_a_worker_that_fails_and_the_next_step_is_right(int workers, int example)
    {
        var (graph, sample) = Sample(examples: 53);
        using var runner = Create<double>(graph, sample, workers, tile: 2);
        var expected = runner.Run().All();
        for (var round = 0; round < 10; round++)
        {
            runner.Batch.OnTile = first => _ = first <= example && example < first + 2 ? throw new InvalidDataException("broken") : 0;
            Assert.Equal("broken", Assert.Throws<InvalidDataException>(() => runner.Step()).Message);
            runner.Batch.OnTile = null;
            Assert.Equal(expected, runner.Run().All());
        }
    }

    [Fact]
    public void Nobody_waits_for_a_worker_that_is_canceled()
    {
        var (graph, sample) = Sample(examples: 53);
        using var runner = Create<double>(graph, sample, workers: 2, tile: 2);
        var expected = runner.Run().All();
        for (var tile = 0; tile < 52; tile += 5)
        {
            using var cancellation = new CancellationTokenSource();
            runner.Batch.OnTile = first =>
            {
                if (first >= tile)
                {
                    cancellation.Cancel();
                }
            };
            Assert.ThrowsAny<OperationCanceledException>(() => runner.Executor.Run(runner.Batch, 0, default, null, cancellation.Token));
            runner.Batch.OnTile = null;
            Assert.Equal(expected, runner.Run().All());
        }
    }

    [Fact]
    public void Another_worker_takes_no_memory_for_a_common_sum()
    {
        var (graph, sample) = Sample(examples: 53);
        var (one, two) = (Taken(1), Taken(2));
        Assert.InRange(two - one, 1, 300 * 512 * sizeof(float) / 4);

        long Taken(int workers)
        {
            using var runner = Create<float>(graph, sample, workers, tile: 2);
            return runner.Executor.MemoryBytes;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_training_goes_on_with_the_same_bits(int workers)
    {
        using var folder = new TemporaryFolder();
        using var whole = Interpret(workers);
        using var parts = Interpret(workers);
        using var resumed = Interpret(workers);
        var random = new Random(4);
        var data = Dataset.ForClassification(
            FeatureMatrix.FromArray([.. Enumerable.Range(0, 280 * 300).Select(_ => random.NextSingle())], 300), [.. Enumerable.Range(0, 280).Select(i => i % 3)], 3)
            .WithAnnotationMask(FeatureMatrix.FromArray([.. Enumerable.Range(0, 280 * 300).Select(i => i % 2f)], 300));
        var options = new TrainingOptions { BatchSize = 128, Seed = 3 };

        await whole.TrainAsync(data, options with { Epochs = 3 }, cancellationToken: TestContext.Current.CancellationToken);
        await parts.TrainAsync(data, options with { Epochs = 2, CheckpointFolder = folder.Root }, cancellationToken: TestContext.Current.CancellationToken);
        await resumed.TrainAsync(data, options with { Epochs = 3, CheckpointFolder = folder.Root, Resume = true }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEqual(parts.Parameters.Values.ToArray(), resumed.Parameters.Values.ToArray());
        Assert.Equal(whole.Parameters.Values.ToArray(), resumed.Parameters.Values.ToArray());
    }

    private static Runner<T> Create<T>(ComputationGraph graph, Sample sample, int workers, int tile, int commonSum = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(
            new InterpretedProgram<T>(Scheduler.Run(ModelPrograms.Compile(graph), sample.Parameters.Length, commonSum: commonSum)),
            sample,
            new ExecutionOptions { Workers = workers, TileSize = tile });

    private static (ComputationGraph Graph, Sample Sample) Sample(int examples) => (ModelPrograms.Training(Wide), ModelSample.Create(Wide, examples, seed: 5));

    private static Model Interpret(int workers)
    {
        var model = Model.Interpret(Wide, seed: 5);
        model.Runtime.Execution = new ExecutionOptions { Workers = workers };
        return model;
    }

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);
}
