using Rationale.Native;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module trains. It belongs to no dispose scope.</summary>
public sealed class Parameter : torch.Tensor
{
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(Leaf(data, requires_grad)) => DetachFromDisposeScope();

    private static TensorHandle Leaf(torch.Tensor data, bool requires_grad)
    {
        ArgumentNullException.ThrowIfNull(data);
        var leaf = Aten.Detach(data.Native);
        Autograd.RequireGradient(leaf, requires_grad);
        return leaf;
    }
}
