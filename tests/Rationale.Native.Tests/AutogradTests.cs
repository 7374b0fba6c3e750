namespace Rationale.Native.Tests;

/// <summary>Gradients, gradients of gradients, and what autograd refuses.</summary>
public sealed class AutogradTests
{
    [TorchFact]
    public void A_gradient_can_be_differentiated_again()
    {
        // y = x³: 3x², then 6x.
        using TensorHandle x = Tensors.Of([2, -1], 2);
        Autograd.RequireGradient(x);
        using TensorHandle y = Aten.Pow(x, 3), sum = Aten.SumAll(y);
        using TensorHandle first = Autograd.Gradients([sum], [x], retainGraph: true, createGraph: true)[0]!;
        Assert.Equal([12, 3], Tensors.Numbers(first));
        using TensorHandle total = Aten.SumAll(first);
        using TensorHandle second = Autograd.Gradients([total], [x])[0]!;
        Assert.Equal([12, -6], Tensors.Numbers(second));
    }

    [TorchFact]
    public void A_cotangent_weights_the_outputs()
    {
        using TensorHandle x = Tensors.Of([1, 2], 2), weights = Tensors.Of([10, 100], 2);
        Autograd.RequireGradient(x);
        using TensorHandle y = Aten.MulScalar(x, 3);
        using TensorHandle gradient = Autograd.Gradients([y], [x], [weights])[0]!;
        Assert.Equal([30, 300], Tensors.Numbers(gradient));
    }

    [TorchFact]
    public void Backward_adds_up()
    {
        using TensorHandle x = Tensors.Of([1, 2], 2);
        Autograd.RequireGradient(x);
        Assert.Null(Autograd.GradientOf(x));
        for (int i = 0; i < 2; i++)
        {
            using TensorHandle y = Aten.Mul(x, x), sum = Aten.SumAll(y);
            Autograd.Backward([sum]);
        }

        using TensorHandle gradient = Autograd.GradientOf(x)!;
        Assert.Equal([4, 8], Tensors.Numbers(gradient));
        Autograd.SetGradient(x, null);
        Assert.Null(Autograd.GradientOf(x));
    }

    [TorchFact]
    public void An_unused_input_gives_null_or_an_error()
    {
        using TensorHandle x = Tensors.Of([1], 1), unused = Tensors.Of([1], 1);
        Autograd.RequireGradient(x);
        Autograd.RequireGradient(unused);
        using TensorHandle y = Aten.MulScalar(x, 3);
        TensorHandle?[] found = Autograd.Gradients([y], [x, unused], retainGraph: true, allowUnused: true);
        Assert.Equal([3], Tensors.Numbers(found[0]!));
        Assert.Null(found[1]);
        NativeException error = Assert.Throws<NativeException>(() => Autograd.Gradients([y], [unused]));
        Assert.Contains("not have been used in the graph", error.Message);
        Assert.DoesNotContain("Exception raised from", error.Message);
    }

    [TorchFact]
    public void A_freed_graph_is_an_error()
    {
        using TensorHandle x = Tensors.Of([1], 1);
        Autograd.RequireGradient(x);
        using TensorHandle y = Aten.Mul(x, x);
        Autograd.Gradients([y], [x])[0]!.Dispose();
        NativeException error = Assert.Throws<NativeException>(() => Autograd.Gradients([y], [x]));
        Assert.Contains("backward through the graph a second time", error.Message);
    }

    [TorchFact]
    public void Nothing_is_recorded_while_recording_is_off()
    {
        using TensorHandle x = Tensors.Of([1], 1);
        Autograd.RequireGradient(x);
        using (GradientMode.Off())
        {
            Assert.False(GradientMode.IsOn);
            using TensorHandle silent = Aten.Mul(x, x);
            Assert.False(silent.Facts.RequiresGrad);
            using (GradientMode.On())
            {
                using TensorHandle recorded = Aten.Mul(x, x);
                Assert.True(recorded.Facts.RequiresGrad);
            }

            Assert.False(GradientMode.IsOn);
        }

        Assert.True(GradientMode.IsOn);
    }

    [TorchFact]
    public void Cotangents_must_be_as_many_as_outputs()
    {
        using TensorHandle x = Tensors.Of([1], 1);
        ArgumentException error = Assert.Throws<ArgumentException>(() => Autograd.Gradients([x], [x], [null, null]));
        Assert.Contains("2 cotangents for 1 outputs", error.Message);
    }
}
