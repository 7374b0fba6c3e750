using System.Runtime.InteropServices;
using Rationale.Torch.Tests.Autograd;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Guards;

/// <summary>Calls of TorchSharp in this project that would end the process: the generator has put guarded ones in their places.</summary>
public sealed class InterceptedCallTests
{
    [TorchFact]
    public void Products_whose_shapes_do_not_fit_are_an_exception()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones(2, 3), y = ones(4, 3);
        Assert.EndsWith("is 3, and that of the second which it is summed with is 4; transpose the second.", Assert.Throws<ExternalException>(() => x.matmul(y)).Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => matmul(x, y));
        Assert.Throws<ExternalException>(() => TorchSharp.torch.matmul(x, y));
        Assert.Throws<ExternalException>(() => x?.matmul(y));
        Assert.Equal(3, x.matmul(y.transpose(0, 1))[1, 3].item<float>());
    }

    // TorchSharp leaves them as the memory was, which holds other numbers here.
    [TorchFact]
    public void Group_normalizations_begin_with_scales_of_one_and_shifts_of_zero()
    {
        using var scope = NewDisposeScope();
        full(8, 3f).Dispose();
        using TorchSharp.Modules.GroupNorm norm = nn.GroupNorm(4, 8), plain = nn.GroupNorm(4, 8, affine: false, dtype: float64);
        Assert.Equal(Enumerable.Repeat(1f, 8), norm.weight!.data<float>().ToArray());
        Assert.Equal(new float[8], norm.bias!.data<float>().ToArray());
        Assert.True(norm.weight.requires_grad && norm.bias.requires_grad);
        Assert.Null(plain.weight);
    }

    // Each product that libtorch makes is made, with its shape, and all others are refused before it is asked.
    [TorchTheory]
    [InlineData(new long[] { 3 }, new long[] { 3 }, true)]
    [InlineData(new long[] { 3 }, new long[] { 3, 2 }, true)]
    [InlineData(new long[] { 2, 3 }, new long[] { 3 }, true)]
    [InlineData(new long[] { 5, 2, 3 }, new long[] { 3 }, true)]
    [InlineData(new long[] { 3 }, new long[] { 5, 3, 2 }, true)]
    [InlineData(new long[] { 5, 1, 2, 3 }, new long[] { 4, 3, 2 }, true)]
    [InlineData(new long[] { 5, 2, 3 }, new long[] { 4, 3, 2 }, false)]
    [InlineData(new long[] { 2 }, new long[] { 3 }, false)]
    [InlineData(new long[] { 5, 2, 3 }, new long[] { 2 }, false)]
    [InlineData(new long[] { }, new long[] { 3 }, false)]
    public void Every_rank_of_a_product(long[] left, long[] right, bool fits)
    {
        using var scope = NewDisposeScope();
        Tensor x = rand(left), y = rand(right);
        if (fits)
        {
            var product = matmul;
            Assert.Equal(product(x, y).data<float>().ToArray(), x.matmul(y).data<float>().ToArray());
            Assert.Equal(product(x, y).shape, x.matmul(y).shape);
        }
        else
        {
            Assert.StartsWith($"matmul was given [{string.Join(", ", left)}] and [{string.Join(", ", right)}]", Assert.Throws<ExternalException>(() => x.matmul(y)).Message, StringComparison.Ordinal);
        }
    }

    // Many runs: a program of TorchScript is another one after it has been profiled.
    [TorchFact]
    public void A_product_is_differentiated_twice()
    {
        using var scope = NewDisposeScope();
        for (var run = 0; run < 5; run++)
        {
            var x = rand(2, 3, dtype: float64).requires_grad_();
            var y = rand(3, 2, dtype: float64).requires_grad_();
            var gradient = autograd.grad([x.matmul(y).pow(3).sum()], [x], retain_graph: true, create_graph: true)[0];
            gradient.pow(2).sum().backward();
            var product = matmul;
            var plain = y.detach().requires_grad_();
            var again = Guarded.Gradient(product(x, plain).pow(3).sum(), x)!;
            Assert.True(gradient.allclose(again));
            again.pow(2).sum().backward();
            Assert.True(y.grad!.allclose(plain.grad!));
        }
    }

    [TorchFact]
    public void Gradients_that_cannot_be_taken_are_an_exception()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones(2).requires_grad_(), other = ones(3).requires_grad_();
        var y = (x * x).sum();
        Assert.Contains("does not require grad", Assert.Throws<ExternalException>(() => autograd.grad([ones(2).sum()], [x])).Message, StringComparison.Ordinal);
        Assert.Contains("not have been used", Assert.Throws<ExternalException>(() => autograd.grad([y], [x, other], retain_graph: true)).Message, StringComparison.Ordinal);
        Assert.Contains("scalar", Assert.Throws<ExternalException>(() => autograd.grad([x * x], [x])).Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => autograd.grad([], [x]));
        var gradients = autograd.grad([y], [other, x], retain_graph: true, allow_unused: true);
        Assert.True(gradients[0].IsInvalid);
        Assert.Equal([2f, 2f], gradients[1].data<float>().ToArray());
        Assert.Equal([6f, 2f], autograd.grad([x * x], [x], [tensor(new[] { 3f, 1f })])[0].data<float>().ToArray());
        Assert.Equal([2f, 2f], autograd.grad([y], [x])[0].data<float>().ToArray());
        Assert.Contains("second time", Assert.Throws<ExternalException>(() => autograd.grad([y], [x])).Message, StringComparison.Ordinal);

        // The values go through what TorchSharp's own method gives.
        Assert.False(autograd.grad([(x * 2).pow(2).sum()], [x])[0].requires_grad);
        Assert.True(autograd.grad([(x * 2).pow(2).sum()], [x], create_graph: true, retain_graph: true)[0].requires_grad);
    }

    [TorchFact]
    public void Maxima_and_minima_along_a_dimension_that_is_not_there_are_an_exception()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 3f, 2f });
        Assert.Contains("Dimension out of range", Assert.Throws<ExternalException>(() => x.cummax(1)).Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => x.cummin(1));
        Assert.Throws<ExternalException>(() => cummax(x, 1));
        Assert.Throws<ExternalException>(() => cummin(x, 1));
        Assert.Equal([1f, 3f, 3f], x.cummax(0).values.data<float>().ToArray());
        Assert.Equal([0L, 1L, 1L], cummax(x, 0).indices.data<long>().ToArray());
        Assert.Equal([1f, 1f, 1f], x.cummin(0).values.data<float>().ToArray());
        Assert.Equal([0L, 0L, 0L], cummin(x, -1).indices.data<long>().ToArray());
    }

    [TorchFact]
    public async Task A_forward_that_multiplies_what_does_not_fit_is_named()
    {
        const string Sentence = "matmul was given [{0}, 3] and [7, 3]: the last dimension of the first is 3, and that of the second which it is summed with is 7; transpose the second.";
        using var module = new Changing { After = z => z.matmul(ones(7, 3)) };
        Assert.Equal($"The forward of 'Changing' failed over a batch of 1 examples of shape [5]: {string.Format(null, Sentence, 1)}", Assert.Throws<InvalidOperationException>(() => module.Predict(new float[5])).Message);
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => module.TrainAsync(Rationale.Tests.Models.Small.Blobs(20, 5), Twins.Options, null, TestContext.Current.CancellationToken));
        Assert.Equal($"The forward of 'Changing' failed over a batch of 16 examples of shape [5]: {string.Format(null, Sentence, 16)}", wrong.Message);
        module.After = z => z.matmul(ones(7, 3).transpose(0, 1)).narrow(1, 0, 3);
        Assert.Equal(3, module.Predict(new float[5]).Outputs.Count);
    }
}
