using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Guards;

/// <summary>What ends a process with TorchSharp 0.107. Run by <see cref="GuardTests"/> in processes of their own. The methods are called through delegates, because calls in this project are guarded.</summary>
public sealed class Traps
{
    [Fact(Explicit = true)]
    public void Matrices_that_do_not_fit()
    {
        var product = matmul;
        product(ones(2, 3), ones(2, 3));
    }

    [Fact(Explicit = true)]
    public void A_maximum_along_a_dimension_that_is_not_there()
    {
        var maximum = cummax;
        maximum(ones(2), 3);
    }

    [Fact(Explicit = true)]
    public void A_minimum_along_a_dimension_that_is_not_there()
    {
        var minimum = cummin;
        minimum(ones(2), 3);
    }

    [Fact(Explicit = true)]
    public void A_gradient_of_what_nobody_watches()
    {
        var gradients = autograd.grad;
        gradients([ones(2).sum()], [ones(2).requires_grad_()], null, false, false, false);
    }

    [Fact(Explicit = true)]
    public void A_gradient_whose_graph_was_given_back()
    {
        var x = ones(2).requires_grad_();
        var y = (x * x).sum();
        y.backward();
        var gradients = autograd.grad;
        gradients([y], [x], null, false, false, false);
    }
}
