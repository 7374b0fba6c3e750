using Microsoft.Extensions.DependencyInjection;
using Rationale.Attribution;

namespace Rationale.Hosting.Tests;

/// <summary>One instance, eight threads, the numbers of one thread.</summary>
public sealed class ManyThreadsTests
{
    private const int Threads = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Threads_predict_explain_and_certify_what_one_thread_does()
    {
        using var folder = new TestFolder();
        folder.Save<Blobs>("a", seed: 9);
        using var host = TestHosts.Create(folder, rationale => rationale.AddModel<Blobs>("a"));
        await host.StartAsync(Token);
        var model = host.Services.GetRequiredService<Blobs>();
        var examples = Enumerable.Range(0, 24).Select(i => Example(i)).ToArray();
        var expected = examples.Select(x => Ask(model, x)).ToArray();

        // All begin at once, each with another example, so that a value shared by mistake would be another thread's.
        using var barrier = new Barrier(Threads);
        var asked = 0;
        var threads = Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait(Token);
                for (var round = 0; round < 60; round++)
                {
                    var i = (round + (3 * thread)) % examples.Length;
                    Assert.Equal(expected[i], Ask(model, examples[i]));
                    Interlocked.Increment(ref asked);
                }
            },
            Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        await Task.WhenAll(threads);
        Assert.Equal(60 * Threads, asked);
    }

    private static float[] Example(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 4).Select(_ => (float)random.NextDouble() - 0.5f)];
    }

    /// <summary>Every number that the three questions give, bit for bit.</summary>
    private static float[] Ask(Blobs model, float[] x)
    {
        var explanation = model.Explain(x);
        var integrated = model.Attribute(Rationale.Data.FeatureMatrix.FromArray(x, 4), new IntegratedGradients { Steps = 8 })[0];
        var certificate = model.Certify(x, explanation.TopFraction(0.5));
        return
        [
            .. model.Predict(x).Outputs,
            .. explanation.Values,
            .. integrated.Values,
            .. Enumerable.Range(0, 3).Select(index => (float)certificate.Full.Counts[index]),
            .. Enumerable.Range(0, 3).Select(index => (float)certificate.Explained.Counts[index]),
            certificate.IncrementalRadius,
            certificate.DecrementalRadius,
        ];
    }
}
