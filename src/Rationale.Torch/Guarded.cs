using System.Runtime.InteropServices;
using Rationale.Torch.Objectives;
using Rationale.Torch.Programs;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch;

/// <summary>
/// The calls that end the process where TorchSharp 0.107 makes them and something is wrong: its <c>matmul</c>, <c>autograd.grad</c>, <c>cummax</c> and <c>cummin</c> let errors of libtorch leave
/// a native function, and nothing can catch them. A program of TorchScript makes the same calls, and its errors are exceptions. Its <c>GroupNorm</c> begins with what the memory held. In projects that reference this library, the generator puts
/// these methods in the place of TorchSharp's; write them yourself where a call goes through a delegate, or in F#.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once; gradients are recorded as the calling thread has it.</remarks>
public static class Guarded
{
    private const string Text = """
        def gradient(y, x, dy):
            seeds: Optional[List[Optional[Tensor]]] = [dy]
            return torch.autograd.grad([y], [x], seeds, retain_graph=True, create_graph=True, allow_unused=True)[0]

        def gradients(ys: List[Tensor], xs: List[Tensor], dys: List[Tensor], retain: bool, create: bool, unused: bool) -> List[Tensor]:
            seeds: List[Optional[Tensor]] = []
            for dy in dys:
                seeds.append(dy)
            found = torch.autograd.grad(ys, xs, seeds if len(dys) > 0 else None, retain, create, unused)
            result: List[Tensor] = []
            missing: List[bool] = []
            for gradient in found:
                missing.append(gradient is None)
                result.append(gradient if gradient is not None else torch.zeros([0]))
            result.append(torch.tensor(missing))
            return result

        def product(x, y):
            return torch.matmul(x, y)

        def maxima(x, dim: int) -> Tuple[Tensor, Tensor]:
            return torch.cummax(x, dim)

        def minima(x, dim: int) -> Tuple[Tensor, Tensor]:
            return torch.cummin(x, dim)

        """;

    /// <summary>The product of two matrices, of batches of them, or of vectors: <c>torch.matmul</c>.</summary>
    /// <param name="x">[… × m × k], or [k].</param>
    /// <param name="y">[… × k × n], or [k]; the dimensions before the last two are those of x, or one of the two has 1.</param>
    /// <exception cref="ExternalException">The shapes do not fit, as one sentence; or libtorch cannot multiply these two, as for <c>mm</c>.</exception>
    public static Tensor MatMul(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return ProductShapes.Misfit(x.shape, y.shape) is { } misfit ? throw new ExternalException(misfit) : (Tensor)Invoke("product", x, y)!;
    }

    /// <summary>Gradients of a sum of values: <c>torch.autograd.grad</c>.</summary>
    /// <param name="outputs">The values; numbers, unless there are cotangents.</param>
    /// <param name="inputs">What is differentiated by.</param>
    /// <param name="cotangents">What the gradient of each value is multiplied with, of its shape; null for ones.</param>
    /// <param name="retainGraph">Whether the graph of the values is kept.</param>
    /// <param name="createGraph">Whether the gradients can be differentiated in their turn.</param>
    /// <param name="allowUnused">Whether an input that no value depends on has an invalid tensor as its gradient, instead of an exception.</param>
    /// <returns>One gradient for each input.</returns>
    /// <exception cref="ExternalException">Autograd does not watch a value, an operator changed in place what it needs, or a backward pass has given its graph back.</exception>
    public static IList<Tensor> Gradients(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? cotangents = null, bool retainGraph = false, bool createGraph = false, bool allowUnused = false)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(inputs);
        if (outputs.Count == 0 || inputs.Count == 0)
        {
            throw new ExternalException($"Gradients are taken of one value or more by one tensor or more, but there are {outputs.Count} and {inputs.Count}.");
        }

        var found = (Tensor[])Invoke("gradients", outputs.ToArray(), inputs.ToArray(), cotangents?.ToArray() ?? [], retainGraph, createGraph, allowUnused)!;
        using var missing = found[^1];
        var gradients = found[..^1];
        for (var i = 0; i < gradients.Length; i++)
        {
            if (missing.data<bool>()[i])
            {
                gradients[i].Dispose();
            }
        }

        return gradients;
    }

    /// <summary>The largest value up to each place along a dimension, and where it is: <c>torch.cummax</c>.</summary>
    /// <param name="x">The values.</param>
    /// <param name="dimension">Which dimension.</param>
    /// <exception cref="ExternalException">x has no such dimension.</exception>
    public static (Tensor Values, Tensor Indices) CumulativeMaximum(Tensor x, long dimension) => ((Tensor, Tensor))Invoke("maxima", x, checked((int)dimension))!;

    /// <summary>The smallest value up to each place along a dimension, and where it is: <c>torch.cummin</c>.</summary>
    /// <param name="x">The values.</param>
    /// <param name="dimension">Which dimension.</param>
    /// <exception cref="ExternalException">x has no such dimension.</exception>
    public static (Tensor Values, Tensor Indices) CumulativeMinimum(Tensor x, long dimension) => ((Tensor, Tensor))Invoke("minima", x, checked((int)dimension))!;

    /// <summary>A group normalization whose scales are 1 and shifts 0, as PyTorch has them: <c>torch.nn.GroupNorm</c> leaves both as the memory was.</summary>
    /// <param name="groups">Number of groups.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="epsilon">What is added to a variance.</param>
    /// <param name="affine">Whether there are scales and shifts.</param>
    /// <param name="device">Where they are; null for the default.</param>
    /// <param name="type">Their type; null for the default.</param>
    public static TorchSharp.Modules.GroupNorm GroupNorm(long groups, long channels, double epsilon = 1e-5, bool affine = true, torch.Device? device = null, ScalarType? type = null)
    {
        var norm = nn.GroupNorm(groups, channels, epsilon, affine, device, type);
        if (affine)
        {
            nn.init.ones_(norm.weight!);
            nn.init.zeros_(norm.bias!);
        }

        return norm;
    }

    /// <summary>The gradient of a value, itself open to differentiation; the value's graph is kept.</summary>
    /// <param name="value">y.</param>
    /// <param name="x">What is differentiated by.</param>
    /// <param name="cotangent">What the gradient of y is multiplied with, of its shape; null for ones.</param>
    /// <returns>Null where y does not depend on x.</returns>
    /// <exception cref="InvalidOperationException">Autograd does not watch y, or a backward pass has given its graph back.</exception>
    public static Tensor? Gradient(Tensor value, Tensor x, Tensor? cotangent = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return CompiledText.For(Text).Call("gradient", value, x, cotangent ?? ones_like(value)) as Tensor is { IsInvalid: false } gradient ? gradient : null;
    }

    /// <summary>A call whose errors are of the type that other functions of TorchSharp throw.</summary>
    private static object? Invoke(string function, params object[] arguments)
    {
        try
        {
            return CompiledText.For(Text).Call(function, arguments);
        }
        catch (InvalidOperationException error) when (error.InnerException is ExternalException inner)
        {
            throw new ExternalException(error.Message, inner);
        }
    }
}
