using Rationale.Data;
using Rationale.Execution;
using Rationale.Training;

namespace Rationale.Tests.Models;

/// <summary>Who may use a model when: threads at once, and after it has been disposed.</summary>
public sealed class LifetimeTests
{
    private static readonly Dataset Data = Small.Blobs(40);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_threads_may_ask_at_once()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        model.Runtime.Execution = new ExecutionOptions { Workers = 2 };
        var expected = model.Predict(Data.Features).Outputs(7).ToArray();
        var gradients = model.Runtime.Explain(Data).Scores.ToArray();
        await Parallel.ForEachAsync(Enumerable.Range(0, 64), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, (i, _) =>
        {
            Assert.Equal(expected, model.Predict(Data.Features).Outputs(7).ToArray());
            Assert.Equal(gradients, model.Runtime.Explain(Data).Scores.ToArray());
            Assert.Equal(40, model.Evaluate(Data).Examples);
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public async Task Predictions_go_on_while_a_training_runs_and_do_not_change_it()
    {
        var options = new TrainingOptions { Epochs = 60 };
        using var alone = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await alone.TrainAsync(Data, options, cancellationToken: Token);
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var training = model.TrainAsync(Data, options, cancellationToken: Token);
        do
        {
            Assert.All(model.Predict(Data.Features).Outputs(0).ToArray(), value => Assert.True(float.IsFinite(value)));
        }
        while (!training.IsCompleted);
        await training;
        Assert.Equal(alone.Copy(), model.Copy());
    }

    [Fact]
    public async Task One_training_at_a_time()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        using (var run = model.Runtime.PrepareTraining(Data, cancellationToken: Token))
        {
            await run.StartAsync();
            var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => model.TrainAsync(Data, cancellationToken: Token));
            Assert.Equal("A training of this 'Small' has not ended yet; await it, or train another model.", exception.Message);
        }

        await model.TrainAsync(Data, cancellationToken: Token);
    }

    [Fact]
    public async Task Everything_throws_after_dispose()
    {
        using var folder = new TemporaryFolder();
        var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        model.Save(folder["a"]);
        model.Predict(Data.Features);
        model.Dispose();
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Predict(Data.Features));
        Assert.Throws<ObjectDisposedException>(() => model.Evaluate(Data));
        Assert.Throws<ObjectDisposedException>(() => model.Runtime.Explain(Data));
        Assert.Throws<ObjectDisposedException>(() => model.Save(folder["b"]));
        Assert.Throws<ObjectDisposedException>(() => model.Load(folder["a"]));
        Assert.Throws<ObjectDisposedException>(() => model.Runtime.Initialize(1));
        Assert.Throws<ObjectDisposedException>(() => model.Runtime.Parameters.Length);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => model.TrainAsync(Data, cancellationToken: Token));
        Assert.Equal(["a"], folder.Files);
    }

    [Fact]
    public async Task Disposing_ends_what_other_threads_do_with_an_exception()
    {
        for (var round = 0; round < 20; round++)
        {
            var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
            model.Runtime.Execution = new ExecutionOptions { Workers = 2 };
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var predicting = Task.Run(
                () =>
                {
                    while (true)
                    {
                        model.Predict(Data.Features);
                        started.TrySetResult();
                    }
                },
                Token);
            var training = model.TrainAsync(Data, new TrainingOptions { Epochs = 1_000_000 }, cancellationToken: Token);
            await started.Task;
            model.Dispose();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => predicting);
            await Assert.ThrowsAsync<ObjectDisposedException>(() => training);
        }
    }

    [Fact]
    public void A_span_of_parameters_outlives_its_model()
    {
        var span = Forgotten(out var expected);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            _ = new AlignedBuffer<float>(span.Length);
        }

        Assert.Equal(expected, span.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public unsafe void Buffers_begin_on_a_cache_line_and_are_zero(int length)
    {
        for (var i = 0; i < 20; i++)
        {
            var buffer = new AlignedBuffer<double>(length);
            fixed (double* start = &System.Runtime.InteropServices.MemoryMarshal.GetReference(buffer.Span))
            {
                Assert.Equal(0, (long)start % 64);
            }

            Assert.Equal(length, buffer.Span.Length);
            Assert.False(buffer.Span.ContainsAnyExcept(0));
            buffer.Dispose();
            Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static Span<float> Forgotten(out float[] expected)
    {
        var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var span = model.Runtime.Parameters;
        expected = span.ToArray();
        model.Dispose();
        return span;
    }
}
