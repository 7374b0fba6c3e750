using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Guards;

/// <summary>What ends a process with TorchSharp 0.107. Run by <see cref="GuardTests"/> in processes of their own.</summary>
public sealed class Traps
{
    [Fact(Explicit = true)]
    public void Matrices_that_do_not_fit() => ones(2, 3).matmul(ones(2, 3));

    [Fact(Explicit = true)]
    public void A_gradient_of_what_nobody_watches() => autograd.grad([ones(2).sum()], [ones(2).requires_grad_()]);

    [Fact(Explicit = true)]
    public void A_gradient_whose_graph_was_given_back()
    {
        var x = ones(2).requires_grad_();
        var y = (x * x).sum();
        y.backward();
        autograd.grad([y], [x]);
    }
}
