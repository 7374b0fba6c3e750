using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Modules;

/// <summary>What a loop of TorchSharp's over a generated loss leaves behind.</summary>
[Collection(nameof(AutogradMemoryTests))]
[CollectionDefinition(nameof(AutogradMemoryTests), DisableParallelization = true)]
public sealed class AutogradMemoryTests
{
    [TorchFact]
    public void Ten_thousand_steps_leave_memory_and_tensors_as_they_were()
    {
        using var module = new Gated();
        using var optimizer = optim.SGD(module.parameters(), 0.01);
        using var x = rand(8, 4);
        using var labels = ones(8);
        using var mask = ones(8, 4);
        Steps(500);

        // Tensors that other tests have forgotten must not be counted when their finalizers run.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (tensors, bytes) = (Tensor.TotalCount, Environment.WorkingSet);
        Steps(10_000);
        Assert.InRange(Tensor.TotalCount, 0, tensors);
        Assert.InRange(Environment.WorkingSet - bytes, long.MinValue, 32 << 20);

        void Steps(int count)
        {
            for (var step = 0; step < count; step++)
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                module.ExplainedLoss(x, labels, mask).backward();
                optimizer.step();
            }
        }
    }
}
