using System.Diagnostics;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Oracle;
using Rationale.Tests.Models;

namespace Rationale.Tests.Execution;

public class ExecutorTests
{
    private const int Rows = 103;

    [ThreadStatic]
    private static long _noted;

    public static TheoryData<PenaltyNorm, Reduction> Penalties => new() { { PenaltyNorm.L2, Reduction.Sum }, { PenaltyNorm.L1, Reduction.Normalized } };

    [Theory]
    [MemberData(nameof(Penalties))]
    public void Worker_counts_agree(PenaltyNorm norm, Reduction reduction)
    {
        var (graph, sample) = Training(Rows, norm, reduction);
        var expected = Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 1 }).All();
        Assert.All([2, 3, 7], workers => Near.Check(expected, Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = workers }).All(), 1e-12, $"{workers} workers:"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_worker_count_gives_the_same_bits(int workers)
    {
        var (graph, sample) = Training(Rows, PenaltyNorm.L2, Reduction.Normalized);
        using var runner = new Runner<float>(InterpretedProgram<float>.FromGraph(graph, sample.Parameters.Length), sample, new ExecutionOptions { Workers = workers, TileSize = 16 });
        var first = runner.Run(3).All();
        for (var run = 0; run < 50; run++)
        {
            Assert.Equal(first, runner.Run(3).All());
        }

        Assert.Equal(first, Runner.Run<float>(graph, sample, new ExecutionOptions { Workers = workers, TileSize = 16 }, step: 3).All());
    }

    // A few shared values are made by each worker, many by the first; parameters may change between two runs.
    [Theory]
    [InlineData(8, true)]
    [InlineData(400, false)]
    public void Each_worker_computes_what_one_alone_computes(int hidden, bool everyWorkerPacks)
    {
        const int Examples = 20;
        var specification = Small.Create(
            6,
            Small.Classes(3),
            new DenseLayer(hidden, true, Initialization.PyTorchDefault),
            new TanhLayer(),
            new DenseLayer(hidden, true, Initialization.PyTorchDefault),
            new TanhLayer(),
            new DenseLayer(3, true, Initialization.PyTorchDefault));
        using var model = Rationale.Model.Interpret(specification, seed: 5);
        var program = InterpretedProgram<float>.FromGraph(ModelPrograms.Training(specification), model.Runtime.Flat.Length);
        Assert.Equal(everyWorkerPacks, program.Layout.Shared <= ExecutionOptions.LengthWorthRepeating);
        var data = Small.Blobs(Examples, 6);
        using var pair = new Executor<float>(program, model.Runtime.Flat, new ExecutionOptions { Workers = 2, TileSize = 16 });
        using var alone = new Executor<float>(program, model.Runtime.Flat, new ExecutionOptions { Workers = 1, TileSize = 16 });
        for (var step = 0; step < 3; step++)
        {
            var (first, second) = (Gradients(alone, 0, Examples / 2), Gradients(alone, Examples / 2, Examples / 2));
            Assert.Contains(second, value => value != 0);
            Assert.Equal([.. first.Zip(second, (a, b) => a + b)], Gradients(pair, 0, Examples));
            foreach (ref var value in model.Runtime.Flat.Span)
            {
                value *= 1.1f;
            }
        }

        float[] Gradients(Executor<float> executor, int start, int count)
        {
            var batch = new DatasetBatch(program.Layout, data);
            batch.Select(Enumerable.Range(start, count).ToArray());
            executor.Run(batch);
            return [.. executor.Gradients];
        }
    }

    [Theory]
    [MemberData(nameof(Penalties))]
    public void Tiles_of_any_size_agree_with_no_tiles(PenaltyNorm norm, Reduction reduction)
    {
        var (graph, sample) = Training(Rows, norm, reduction);
        var expected = Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 1, TileSize = Rows }).All();
        foreach (var tile in new[] { 1, 7, 16, 64, 0 })
        {
            Near.Check(expected, Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 2, TileSize = tile }, gather: tile == 7).All(), 1e-12, $"tiles of {tile}:");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Fewer_rows_than_workers_work(int rows)
    {
        var (graph, sample) = Training(rows, PenaltyNorm.L2, Reduction.Mean);
        Near.Check(OracleRun.Run(graph, sample).All(), Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 6, TileSize = 16 }).All(), 1e-10);
    }

    [Fact]
    public void Dropout_drops_the_same_for_all_workers_tiles_and_passes()
    {
        // The naive evaluation draws the whole mask at once; the normalized reduction makes two passes of it.
        var (graph, sample) = Training(Rows, PenaltyNorm.L1, Reduction.Normalized, dropout: 0.4);
        Assert.Equal(2, InterpretedProgram<double>.FromGraph(graph, sample.Parameters.Length).Layout.Passes.Count);
        var results = new List<double>();
        foreach (var (workers, tile, step) in new[] { (1, 64, 9UL), (2, 7, 9UL), (3, 1, 9UL), (2, 16, 10UL) })
        {
            using var runner = new Runner<double>(InterpretedProgram<double>.FromGraph(graph, sample.Parameters.Length), sample, new ExecutionOptions { Workers = workers, TileSize = tile });
            runner.Executor.Seed(77);
            var result = runner.Run(step);
            Near.Check(OracleRun.Run(graph, sample, seed: 77, step).All(), result.All(), 1e-10, $"{workers} workers, tiles of {tile}, step {step}:");
            results.Add(result.Totals["loss"]);
        }

        Assert.NotEqual(results[0], results[^1]);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(2, 60)]
    [InlineData(3, 102)]
    public void What_a_batch_throws_reaches_the_caller_and_the_next_step_is_right(int workers, int row)
    {
        var (graph, sample) = Training(Rows, PenaltyNorm.L2, Reduction.Normalized);
        using var runner = new Runner<double>(InterpretedProgram<double>.FromGraph(graph, sample.Parameters.Length), sample, new ExecutionOptions { Workers = workers, TileSize = 1 });
        var expected = runner.Run().All();
        for (var round = 0; round < 20; round++)
        {
            runner.Batch.OnTile = first => _ = first == row ? throw new InvalidDataException($"row {row} is broken") : 0;
            Assert.Equal($"row {row} is broken", Assert.Throws<InvalidDataException>(() => runner.Step()).Message);
            runner.Batch.OnTile = null;
            Assert.Equal(expected, runner.Run().All());
        }
    }

    [Fact]
    public void What_every_worker_throws_reaches_the_caller()
    {
        var (graph, sample) = Training(Rows, PenaltyNorm.L2, Reduction.Sum);
        using var runner = new Runner<double>(InterpretedProgram<double>.FromGraph(graph, sample.Parameters.Length), sample, new ExecutionOptions { Workers = 3 });
        runner.Batch.OnTile = _ => throw new InvalidDataException("all is broken");
        Assert.Throws<InvalidDataException>(() => runner.Step());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Disposing_twice_is_fine_and_running_afterwards_is_refused(int workers)
    {
        var (graph, sample) = Training(Rows, PenaltyNorm.L2, Reduction.Sum);
        var runner = new Runner<double>(InterpretedProgram<double>.FromGraph(graph, sample.Parameters.Length), sample, new ExecutionOptions { Workers = workers });
        runner.Step();
        Thread.Sleep(20); // The workers fall asleep.
        runner.Dispose();
        runner.Dispose();
        Assert.Throws<ObjectDisposedException>(() => runner.Step());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_allocates_nothing(int workers)
    {
        const int WarmUp = 200, Measured = 100;
        var (graph, sample) = Training(Rows, PenaltyNorm.L1, Reduction.Normalized, dropout: 0.2);
        using var runner = new Runner<float>(InterpretedProgram<float>.FromGraph(graph, sample.Parameters.Length), sample, new ExecutionOptions { Workers = workers, TileSize = 16 });

        // A thread notes what it has allocated so far when it loads a tile. Which thread takes a tile depends on what the machine does meanwhile: once in each step the caller waits for the second one,
        // for a while: of a team that rests (WorkerTeam) nobody else comes.
        var (caller, tiles, grown, awaited) = (Environment.CurrentManagedThreadId, 0, 0, 0);
        runner.Batch.OnTile = _ =>
        {
            if (Environment.CurrentManagedThreadId == caller)
            {
                for (var start = Environment.TickCount64; Volatile.Read(ref tiles) < awaited && Environment.TickCount64 < start + 100;)
                {
                    Thread.Yield();
                }

                awaited = 0;
            }
            else
            {
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                grown += tiles > WarmUp && _noted > 0 && allocated > _noted ? 1 : 0;
                (_noted, tiles) = (allocated, tiles + 1);
            }
        };
        var own = 0;
        var clock = Stopwatch.StartNew();
        for (var step = 0; step < WarmUp + Measured || (workers > 1 && tiles < WarmUp + Measured && clock.Elapsed.TotalSeconds < 10); step++)
        {
            awaited = workers > 1 ? tiles + 1 : 0;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            runner.Step((ulong)step);
            runner.Executor.Total("loss");
            own += step is >= WarmUp and < WarmUp + Measured && GC.GetAllocatedBytesForCurrentThread() > allocated ? 1 : 0;
        }

        // The count of a thread jumps where a collection, which tests beside this one may cause, takes its buffer away: in a few of the steps, not in all.
        Assert.InRange(own, 0, 5);
        Assert.InRange(grown, 0, 5);
        Assert.Equal(workers > 1, tiles >= WarmUp + Measured);
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        var (graph, sample) = Training(Rows, PenaltyNorm.L2, Reduction.Sum);
        var program = InterpretedProgram<double>.FromGraph(graph, sample.Parameters.Length);
        using var runner = new Runner<double>(program, sample);
        Assert.Contains("'nothing'", Assert.Throws<ArgumentException>(() => runner.Executor.Total("nothing")).Message, StringComparison.Ordinal);
        Assert.Contains("0 examples", Assert.Throws<ArgumentException>(() => runner.Executor.Run(new ArrayBatch<double>(0, [], []))).Message, StringComparison.Ordinal);
        using var parameters = new AlignedBuffer<double>(3);
        Assert.Contains("holds 3", Assert.Throws<ArgumentException>(() => new Executor<double>(program, parameters)).Message, StringComparison.Ordinal);

        var prediction = InterpretedProgram<double>.FromGraph(ModelPrograms.Prediction(Model(PenaltyNorm.L2, Reduction.Sum, 0)), sample.Parameters.Length);
        using var predictor = new Runner<double>(prediction, sample);
        Assert.Contains("buffers were given for 0", Assert.Throws<ArgumentException>(() => predictor.Executor.Run(predictor.Batch)).Message, StringComparison.Ordinal);
        Memory<double>[] small = [new double[5]];
        Assert.Contains("holds 5", Assert.Throws<ArgumentException>(() => predictor.Executor.Run(predictor.Batch, 0, small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_of_very_many_tiles_is_cut_rightly()
    {
        // Examples times tiles is more than an int holds.
        const int Many = 60_000;
        var builder = new GraphBuilder();
        var graph = new ComputationGraph([new Output("y", OutputKind.PerExample, (2 * builder.Input("x", Shape.PerExample(1))) + 1)]);
        double[] x = [.. Enumerable.Range(0, Many).Select(row => (double)row)];
        var sample = new Sample(Many, new Dictionary<string, double[]> { ["x"] = x }, new int[Many], new Dictionary<string, double>(), []);
        Assert.Equal(x.Select(value => (2 * value) + 1), Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 1, TileSize = 1 }).Rows["y"]);
    }

    [Fact]
    public void A_setting_takes_effect_at_the_next_step()
    {
        var (graph, sample) = Training(Rows, PenaltyNorm.L2, Reduction.Sum);
        using var runner = new Runner<double>(InterpretedProgram<double>.FromGraph(graph, sample.Parameters.Length), sample);
        var before = runner.Run().Totals[ExplanationPenalty.Key];
        runner.Executor.Set(ExplanationPenalty.Key, 2 * sample.Settings[ExplanationPenalty.Key]);
        runner.Executor.Set("unknown", 1);
        Assert.Equal(2 * before, runner.Run().Totals[ExplanationPenalty.Key], 12);
    }

    private static ModelSpecification Model(PenaltyNorm norm, Reduction reduction, double dropout) => new(
        "Test",
        EquatableArray.Create(6),
        EquatableArray.Create<Layer>(
            new DenseLayer(20, true, Initialization.PyTorchDefault), new ReluLayer(), new DropoutLayer(dropout), new DenseLayer(17, true, Initialization.PyTorchDefault), new GeluLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)),
        new ClassifierTask(3, reduction),
        TaskLoss.With(new ExplanationPenalty(5, 0, new Target(TargetOutput.LogProbability, TargetClass.All), norm, reduction), new WeightPenalty(0.01, 0.002)),
        new TrainingDefaults());

    private static (ComputationGraph Graph, Sample Sample) Training(int rows, PenaltyNorm norm, Reduction reduction, double dropout = 0)
    {
        var model = Model(norm, reduction, dropout);
        return (ModelPrograms.Training(model), ModelSample.Create(model, rows, seed: 3));
    }
}
