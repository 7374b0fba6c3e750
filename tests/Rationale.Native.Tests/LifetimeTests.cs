namespace Rationale.Native.Tests;

/// <summary>Handles are given back, memory of the caller is shared, and writing operators make no tensor.</summary>
[Collection(nameof(LifetimeTests))]
[CollectionDefinition(nameof(LifetimeTests), DisableParallelization = true)]
public sealed class LifetimeTests
{
    [TorchFact]
    public void Ten_thousand_steps_make_no_handle_and_keep_no_memory()
    {
        using TensorHandle a = Aten.Rand([64, 64]), b = Aten.Rand([64, 64]), c = Aten.Rand([64]), result = Aten.Zeros([64, 64]);
        Collect();
        Steps(1_000);
        (long handles, long memory) = (TensorHandle.LiveCount, Environment.WorkingSet);
        Steps(10_000);
        Assert.Equal(handles, TensorHandle.LiveCount);
        Assert.InRange(Environment.WorkingSet - memory, long.MinValue, 4 << 20);

        void Steps(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Aten.AddmmOut(c, a, b, result);
                Aten.ReluInPlace(result);
            }
        }
    }

    [TorchFact]
    public void Disposing_and_the_finalizer_give_handles_back()
    {
        Collect();
        long before = TensorHandle.LiveCount;
        TensorHandle x = Aten.Zeros([3]);
        TensorHandle shared = x.Share();
        Assert.Equal(before + 2, TensorHandle.LiveCount);
        x.Dispose();
        Assert.Equal([3], shared.Sizes);
        shared.Dispose();
        Assert.Equal(before, TensorHandle.LiveCount);
        Forget();
        Collect();
        Assert.Equal(before, TensorHandle.LiveCount);

        static void Forget() => Aten.Zeros([3]);
    }

    [TorchFact]
    public unsafe void A_tensor_can_lie_over_memory_of_the_caller()
    {
        float* memory = stackalloc float[] { 1, 2, 3, 4 };
        using var over = TensorHandle.Over(memory, [2, 2], ScalarType.Float32);
        memory[3] = 40;
        using TensorHandle turned = Aten.T(over);
        Assert.Equal([1, 3, 2, 40], Tensors.Numbers(turned));
        Assert.Equal([1, 2], turned.Strides);
        Aten.FillInPlace(turned, 5);
        Assert.Equal(5, memory[1]);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
