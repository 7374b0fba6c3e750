using Rationale.Torch.Programs;
using static TorchSharp.torch;

namespace Rationale.Torch.Objectives;

/// <summary>
/// Calls that end the process where TorchSharp 0.107 makes them and something is wrong: its <c>matmul</c> and <c>autograd.grad</c> let errors of libtorch leave a native
/// function. A program of TorchScript makes the same calls, and its errors are exceptions.
/// </summary>
internal static class Guarded
{
    private const string Text = """
        def gradient(y, x, dy):
            seeds: Optional[List[Optional[Tensor]]] = [dy]
            return torch.autograd.grad([y], [x], seeds, retain_graph=True, create_graph=True, allow_unused=True)[0]

        def product(x, y):
            return torch.matmul(x, y)

        """;

    /// <summary>The gradient of a value, itself open to differentiation; the value's graph is kept.</summary>
    /// <param name="value">y.</param>
    /// <param name="x">What is differentiated by.</param>
    /// <param name="cotangent">What the gradient of y is multiplied with, of its shape.</param>
    /// <returns>Null where y does not depend on x.</returns>
    /// <exception cref="InvalidOperationException">Autograd does not watch y, or a backward pass has given its graph back.</exception>
    public static Tensor? Gradient(Tensor value, Tensor x, Tensor cotangent) => CompiledText.For(Text).Call("gradient", value, x, cotangent);

    /// <summary>The product of two matrices, or of batches of them.</summary>
    /// <exception cref="InvalidOperationException">The shapes do not fit.</exception>
    public static Tensor Product(Tensor x, Tensor y) => CompiledText.For(Text).Call("product", x, y)!;
}
