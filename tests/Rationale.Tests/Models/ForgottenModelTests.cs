using System.Diagnostics;
using System.Runtime.CompilerServices;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Training;

namespace Rationale.Tests.Models;

/// <summary>A model that nobody disposes leaves neither threads nor memory behind.</summary>
public sealed class ForgottenModelTests
{
    private const int Models = 40;
    private const int Workers = 4;

    private static readonly Dataset Data = Small.Blobs(40);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forgotten_models_share_threads_and_are_collected()
    {
        var before = Process.GetCurrentProcess().Threads.Count;
        var forgotten = new List<WeakReference>();
        for (var i = 0; i < Models; i++)
        {
            forgotten.Add(await UseAsync((ulong)i));
        }

        // Each model was used in four ways with three threads beside the caller. Other tests of this process begin and end threads too, but not hundreds.
        var after = Process.GetCurrentProcess().Threads.Count;
        Assert.True(after - before < Models * (Workers - 1) / 2, $"{before} threads became {after} after {Models} models");
        for (var i = 0; i < 10 && forgotten.Any(model => model.IsAlive); i++)
        {
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        // The last one may still stand in a register or in a state machine.
        Assert.InRange(forgotten.Count(model => model.IsAlive), 0, 1);
    }

    [Fact]
    public async Task Models_that_share_threads_at_the_same_time_get_the_bits_of_models_alone()
    {
        var alone = await TrainAsync(0);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 6).Select(TrainAsync)), together => Assert.Equal(alone, together));

        static async Task<float[]> TrainAsync(int ignored)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 3);
            await model.TrainAsync(Data, new TrainingOptions { Workers = 3, Epochs = 20 }, cancellationToken: Token);
            return model.Copy();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAsync(ulong seed)
    {
        var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed);
        model.Runtime.Execution = new ExecutionOptions { Workers = Workers };
        model.Predict(Data.Features);
        model.Evaluate(Data);
        model.Explain(Data);
        await model.TrainAsync(Data, new TrainingOptions { Epochs = 1 }, cancellationToken: Token);
        return new WeakReference(model.Runtime);
    }
}
