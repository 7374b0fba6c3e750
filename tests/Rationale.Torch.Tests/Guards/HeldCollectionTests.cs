using System.Runtime;
using Rationale.Tests.Models;
using Rationale.Torch.Objectives;
using Rationale.Torch.Tests.Autograd;
using Rationale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Guards;

/// <summary>Numbers that TorchSharp frees while an operator reads them: what keeps them alive, in the library's own calls and in those of a user's forward.</summary>
[Collection(nameof(HeldCollectionTests))]
[CollectionDefinition(nameof(HeldCollectionTests), DisableParallelization = true)]
public sealed class HeldCollectionTests
{
    private const int Megabytes = 20;

    /// <summary>What makes the guard necessary: a number that an operator was given is not kept by the result, so that a collection may free it while the native call runs.</summary>
    [TorchFact]
    public void TorchSharp_itself_forgets_a_number_as_soon_as_it_was_handed_over()
    {
        using var x = ones(2);
        var number = Multiply(x);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.False(number.IsAlive);

        static WeakReference Multiply(Tensor x)
        {
            Scalar number = 2.5;
            using var product = x * number;
            return new WeakReference(number);
        }
    }

    [TorchFact]
    public void Numbers_of_the_library_are_kept()
    {
        var number = new WeakReference(HeldNumbers.Get(0.123));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.True(number.IsAlive);
        Assert.Same(HeldNumbers.Get(0.123), number.Target);
    }

    [TorchFact]
    public void No_operator_of_the_library_is_given_a_number_that_nobody_keeps()
    {
        string[] sources = [.. Directory.GetFiles(Path.Combine(Generators.Tests.Repository.Root, "src", "Rationale.Torch"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.EndsWith("Text.cs", StringComparison.Ordinal))];
        Assert.True(sources.Length > 20);
        Assert.All(sources, file => Assert.DoesNotMatch(@"\.(gt|ge|lt|le|eq|ne|pow|add_?|sub_?|mul_?|div_?|clamp\w*|fill_|masked_fill_?)\(-?\d", File.ReadAllText(file)));
    }

    [TorchFact]
    public void Collections_wait_for_the_end_of_a_step()
    {
        var before = GC.CollectionCount(0);
        for (var step = 0; step < 12; step++)
        {
            using var held = HeldCollections.Begin();
            var within = GC.CollectionCount(0);
            Allocate();
            Assert.Equal(within, GC.CollectionCount(0));
        }

        // 240 MB do not fit the budget, so that there were collections, all of them between steps.
        Assert.True(GC.CollectionCount(0) > before);
    }

    [TorchFact]
    public async Task Collections_wait_for_the_steps_of_a_training()
    {
        var (within, steps) = (0, 0);
        using var module = new Changing
        {
            After = z =>
            {
                var count = GC.CollectionCount(0);
                Allocate();
                within += GC.CollectionCount(0) - count;
                steps++;
                return z;
            },
        };
        var before = GC.CollectionCount(0);
        await module.TrainAsync(Small.Blobs(48, 5), new TrainingOptions { Epochs = 4, BatchSize = 16 }, null, TestContext.Current.CancellationToken);
        Assert.Equal(12, steps);
        Assert.Equal(0, within);
        Assert.True(GC.CollectionCount(0) > before);
    }

    [TorchFact]
    public async Task Afterwards_memory_is_collected_as_usual()
    {
        using (HeldCollections.Begin())
        using (HeldCollections.Begin())
        {
            Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        }

        for (var attempt = 0; attempt < 100 && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion; attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        var before = GC.CollectionCount(0);
        GC.Collect();
        Assert.True(GC.CollectionCount(0) > before);
    }

    private static void Allocate()
    {
        for (var block = 0; block < Megabytes * 64; block++)
        {
            GC.KeepAlive(new byte[1 << 14]);
        }
    }
}
