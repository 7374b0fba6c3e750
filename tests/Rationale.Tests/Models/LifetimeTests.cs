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
    public void Nobody_waits_for_another_use()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var expected = model.Predict(Data.Features).Outputs(7).ToArray();
        var explained = model.Explain(Data).Scores.ToArray();
        var others = new List<float[]>();

        // The report comes in the middle of the pass: with a lock around passes nobody would get through before it returns.
        var outputs = model.Predict(Data, new FirstReport(() => Assert.True(Task.Run(Others, Token).Wait(TimeSpan.FromMinutes(1), Token)))).Outputs(7).ToArray();
        Assert.Equal(expected, outputs);
        Assert.Equal([expected, explained], others);

        void Others()
        {
            others.Add(model.Predict(Data.Features).Outputs(7).ToArray());
            others.Add(model.Explain(Data).Scores.ToArray());
        }
    }

    [Fact]
    public async Task Loading_waits_for_passes_so_that_none_sees_half_of_a_file()
    {
        using var folder = new TemporaryFolder();
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var outputs = new float[2][];
        for (var seed = 0; seed < 2; seed++)
        {
            model.Initialize((ulong)seed);
            model.Save(folder[$"{seed}"]);
            outputs[seed] = Outputs();
        }

        using var done = new CancellationTokenSource();
        var asked = new int[4];
        var asking = Enumerable.Range(0, asked.Length).Select(thread => Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    var found = Outputs();
                    Assert.Contains(outputs, known => known.AsSpan().SequenceEqual(found));
                    Interlocked.Increment(ref asked[thread]);
                }
            },
            Token)).ToList();
        for (var i = 0; i < 200 || Array.Exists(asked, times => times == 0); i++)
        {
            model.Load(folder[$"{i % 2}"]);
        }

        await done.CancelAsync();
        await Task.WhenAll(asking);

        float[] Outputs()
        {
            var predictions = model.Predict(Data.Features);
            return [.. Enumerable.Range(0, Data.Count).SelectMany(example => predictions.Outputs(example).ToArray())];
        }
    }

    [Fact]
    public void A_report_that_loads_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        model.Save(folder["a"]);
        Exception? found = null;
        model.Predict(Data, new FirstReport(() => found = Record.Exception(() => model.Load(folder["a"]))));
        Assert.Equal("The progress of 'Small' was told to somebody who uses the model in turn; only note the share there, and ask the model afterwards.", Assert.IsType<InvalidOperationException>(found).Message);
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
        Assert.Equal("Small", Assert.Throws<ObjectDisposedException>(() => model.Predict(Data.Features)).ObjectName);
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

    /// <summary>Acts at the first report, which comes while the pass runs.</summary>
    private sealed class FirstReport(Action action) : IProgress<double>
    {
        private Action? _action = action;

        public void Report(double value)
        {
            var first = _action;
            _action = null;
            first?.Invoke();
        }
    }
}
