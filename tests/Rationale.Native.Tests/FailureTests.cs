namespace Rationale.Native.Tests;

/// <summary>Errors arrive as exceptions with libtorch's words, and the process lives on.</summary>
public sealed class FailureTests
{
    [TorchFact]
    public void A_wrong_shape_is_an_error_without_its_stack()
    {
        using TensorHandle x = Tensors.Of([1, 2], 2), y = Tensors.Of([1, 2, 3], 3);
        NativeException error = Assert.Throws<NativeException>(() => Aten.Add(x, y));
        Assert.Contains("must match the size of tensor b (3)", error.Message);
        Assert.DoesNotContain("frame #", error.Message);
        using TensorHandle sum = Aten.Add(x, x);
        Assert.Equal([2, 4], Tensors.Numbers(sum));
    }

    [TorchFact]
    public void An_unknown_operator_is_an_error()
    {
        NativeException error = Assert.Throws<NativeException>(() => new NativeOperator("aten::no_such_thing", "").Schema);
        Assert.Contains("no_such_thing", error.Message);
    }

    [TorchFact]
    public void A_disposed_tensor_says_so()
    {
        TensorHandle x = Tensors.Of([1], 1);
        x.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Aten.Abs(x));
        x.Dispose();
    }

    [TorchFact]
    public void Elements_are_not_shown_as_something_else()
    {
        using TensorHandle x = Tensors.Of([1, 2], 2), turned = Aten.Expand(x, [3, 2]);
        Assert.Contains("Float64, not Single", Assert.Throws<InvalidOperationException>(() => x.Span<float>()).Message);
        Assert.Contains("is not contiguous", Assert.Throws<InvalidOperationException>(() => turned.Span<double>()).Message);
    }

    [TorchFact]
    public void A_GPU_that_is_not_there_is_an_error()
    {
        Assert.SkipWhen(Gpus.Count > 0, "There is a GPU here.");
        Assert.Throws<NativeException>(() => Gpus.Synchronize());
        Assert.Throws<NativeException>(() => CudaGraph.Record(0, () => { }));
        Assert.Throws<NativeException>(() => Aten.Zeros([2], device: Device.Cuda()));
    }

    [TorchFact]
    public void The_number_of_threads_is_checked_and_kept()
    {
        int before = LibTorch.Threads;
        Assert.Contains("at least 1", Assert.Throws<NativeException>(() => LibTorch.Threads = 0).Message);
        LibTorch.Threads = before;
        Assert.Equal(before, LibTorch.Threads);
    }
}
