using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

public sealed class SteadyStateTests
{
    // The runtime's count jumps by up to an allocation quantum when a collection, which tests beside this one may cause, takes the thread's buffer away, and a
    // thread's first real wait allocates once. Neither happens in more than a few of hundreds of steps; a step that allocates does so in all of them.
    private const int FewSteps = 14;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(2, false, true)]
    [InlineData(1, true, true)]
    [InlineData(2, true, false)]
    public async Task A_step_allocates_nothing(int workers, bool always, bool shuffle)
    {
        var data = Small.Blobs(256, inputs: 20).Marking(3);
        var specification = Small.Create(20, Small.Classes(3), new DenseLayer(64, true, Initialization.PyTorchDefault), new ReluLayer(), new DropoutLayer(0.2), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
        {
            Objectives = TaskLoss.With(Small.Sum, new WeightPenalty(1e-4, 1e-4)),
        };
        using var model = Model.Interpret(specification, seed: 1);
        model.Runtime.Execution = new() { Workers = workers };
        var options = new TrainingOptions { Epochs = 40, BatchSize = 32, ClipNorm = 1, Shuffle = shuffle, AlwaysInclude = always ? data.Take(5) : null };
        using var run = model.Runtime.PrepareTraining(data, options, cancellationToken: Token);
        await run.StartAsync();

        // From here on nothing is awaited, so that one thread makes every step and its count is the count.
        Assert.InRange(StepsThatAllocate(run), 0, FewSteps);
    }

    private static int StepsThatAllocate(TrainingRun run)
    {
        var counts = new List<long>(400);
        while (run.NextEpoch())
        {
            while (true)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var next = run.NextBatchAsync();
                Assert.True(next.IsCompletedSuccessfully);
#pragma warning disable xUnit1031 // It has completed.
                if (!next.Result)
#pragma warning restore xUnit1031
                {
                    break;
                }

                run.ComputeGradients();
                run.ClipGradients();
                run.UpdateParameters();
                counts.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.True(run.EndEpochAsync().IsCompletedSuccessfully);
        }

        Assert.Equal(320, counts.Count);

        // The first epoch compiles code, and the first step of an epoch draws its order.
        return counts.Where((count, step) => step > 8 && step % 8 != 0 && count > 0).Count();
    }

    [Fact]
    public void Training_leaves_the_thread_of_the_caller_and_does_not_come_back()
    {
        using var context = new SingleThreadContext();
        var data = Small.Blobs(64).Marking(0);
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)).With(Small.Sum), seed: 1);
        var threads = new System.Collections.Concurrent.ConcurrentBag<int>();
        var stream = DatasetStream.FromFiles(["a", "b"], _ =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            return data;
        });
        var reports = new ThreadReports(threads);
        var options = new TrainingOptions { AutomaticRatio = 1, Validation = data };

        // The caller blocks: whatever needs its thread waits for ever.
        context.Run(() =>
        {
            Assert.True(model.TrainAsync(data, options, reports, Token).Wait(TimeSpan.FromSeconds(30), CancellationToken.None));
            Assert.True(model.TrainAsync(stream, options, reports, Token).Wait(TimeSpan.FromSeconds(30), CancellationToken.None));
            Assert.DoesNotContain(Environment.CurrentManagedThreadId, threads);
            Assert.NotEmpty(threads);
        });
    }

    private sealed class ThreadReports(System.Collections.Concurrent.ConcurrentBag<int> threads) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => threads.Add(Environment.CurrentManagedThreadId);
    }

    /// <summary>A thread with a synchronization context, as user interfaces have one; nobody serves what is posted to it.</summary>
    private sealed class SingleThreadContext : SynchronizationContext, IDisposable
    {
        private readonly ManualResetEventSlim _posted = new();

        public override void Post(SendOrPostCallback d, object? state) => _posted.Set();

        public void Run(Action action)
        {
            Exception? failure = null;
            var thread = new Thread(() =>
            {
                SetSynchronizationContext(this);
                failure = Record.Exception(action);
            });
            thread.Start();
            thread.Join();
            Assert.Null(failure);
            Assert.False(_posted.IsSet);
        }

        public void Dispose() => _posted.Dispose();
    }
}
