using Microsoft.CodeAnalysis;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Generators.Interception;

/// <summary>A method of TorchSharp's whose errors end the process, or whose result holds whatever the memory held, and the method that is called instead.</summary>
/// <param name="Type">The type that has it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Signature">Result, name and parameters of the method that takes its place.</param>
/// <param name="Call">What that method calls.</param>
internal sealed record GuardedMethod(string Type, string Name, string Signature, string Call)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<GuardedMethod> All { get; } =
    [
        new("TorchSharp.torch.Tensor", "matmul", "Tensor MatMul(this Tensor x, Tensor target)", "MatMul(x, target)"),
        new("TorchSharp.torch", "matmul", "Tensor MatMulOf(Tensor input, Tensor target)", "MatMul(input, target)"),
        new(
            "TorchSharp.torch.autograd",
            "grad",
            "IList<Tensor> Gradients(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs, bool retain_graph, bool create_graph, bool allow_unused)",
            "Gradients(outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused)"),
        new("TorchSharp.torch.Tensor", "cummax", "(Tensor values, Tensor indexes) CumulativeMaximum(this Tensor x, long dim)", "CumulativeMaximum(x, dim)"),
        new("TorchSharp.torch", "cummax", "(Tensor values, Tensor indices) CumulativeMaximumOf(Tensor input, long dim)", "CumulativeMaximum(input, dim)"),
        new("TorchSharp.torch.Tensor", "cummin", "(Tensor values, Tensor indexes) CumulativeMinimum(this Tensor x, long dim)", "CumulativeMinimum(x, dim)"),
        new("TorchSharp.torch", "cummin", "(Tensor values, Tensor indices) CumulativeMinimumOf(Tensor input, long dim)", "CumulativeMinimum(input, dim)"),
        new(
            "TorchSharp.torch.nn",
            "GroupNorm",
            "global::TorchSharp.Modules.GroupNorm GroupNorm(long num_groups, long num_channels, double eps, bool affine, global::TorchSharp.torch.Device? device, global::TorchSharp.torch.ScalarType? dtype)",
            "GroupNorm(num_groups, num_channels, eps, affine, device, dtype)"),
    ];

    /// <summary>Whether a symbol is this method.</summary>
    public bool Is(IMethodSymbol method) => method.Name == Name && TorchTypes.NameOf(method.ContainingType) == Type;
}
