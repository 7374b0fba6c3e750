using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Generators.Reading.Modules;

namespace Rationale.Analyzers;

/// <summary>What functions of TorchSharp do to a gradient.</summary>
internal static class TorchFunctions
{
    private static readonly HashSet<string> Detaching = ["detach", "detach_"];

    private static readonly HashSet<string> Numbers = ["item", "data", "tolist", "ToSingle", "ToDouble", "ToHalf", "ToInt16", "ToInt32", "ToInt64", "ToByte", "ToSByte", "ToBoolean", "ToScalar", "ToArray"];

    private static readonly HashSet<string> ZeroDerivative =
    [
        "round", "floor", "ceil", "trunc", "fix", "sign", "sgn", "heaviside", "argmax", "argmin", "argsort", "floor_divide", "one_hot", "bernoulli",
        "gt", "ge", "lt", "le", "eq", "ne", "greater", "greater_equal", "less", "less_equal", "not_equal", "logical_and", "logical_or", "logical_not", "logical_xor", "isnan", "isinf", "isfinite",
    ];

    private static readonly HashSet<string> Random =
    [
        "rand", "randn", "randint", "rand_like", "randn_like", "randint_like", "normal", "bernoulli", "multinomial", "poisson", "randperm", "rrelu",
        "bernoulli_", "normal_", "uniform_", "cauchy_", "exponential_", "geometric_", "log_normal_", "random_",
    ];

    /// <summary>What tells of a tensor something that is no value of it.</summary>
    private static readonly HashSet<string> Shapes = ["size", "dim", "numel", "stride", "shape", "ndim", "dtype", "device", "Dimensions", "NumberOfElements", "requires_grad", "is_leaf", "layout", "element_size"];

    private static readonly HashSet<string> KeepsResult = ["sigmoid", "tanh", "exp", "sqrt", "rsqrt", "reciprocal", "softmax", "log_softmax", "relu"];

    private static readonly HashSet<string> KeepsInput = ["mul", "div", "matmul", "mm", "bmm", "pow", "square", "log", "sin", "cos", "max_pool2d"];

    private static readonly HashSet<string> LayersThatKeepInput = ["Linear", "Conv1d", "Conv2d", "Conv3d"];

    /// <summary>Functions and modules that bound, cut or normalize logits.</summary>
    private static readonly Dictionary<string, string> AfterLogits = new()
    {
        ["softmax"] = "softmax",
        ["Softmax"] = "softmax",
        ["Softmax2d"] = "softmax",
        ["Softmin"] = "softmin",
        ["sigmoid"] = "sigmoid",
        ["Sigmoid"] = "sigmoid",
        ["sigmoid_"] = "sigmoid",
        ["relu"] = "relu",
        ["ReLU"] = "relu",
        ["relu_"] = "relu",
        ["tanh"] = "tanh",
        ["Tanh"] = "tanh",
        ["tanh_"] = "tanh",
    };

    /// <summary>Whether a function gives its operand without a history.</summary>
    public static bool Detaches(string name) => Detaching.Contains(name);

    /// <summary>Whether a function gives numbers of .NET.</summary>
    public static bool TakesNumbers(string name) => Numbers.Contains(name);

    /// <summary>Whether the derivative of a function is zero almost everywhere.</summary>
    public static bool HasZeroDerivative(string name) => ZeroDerivative.Contains(name);

    /// <summary>Whether a member tells of shape or place, not of values.</summary>
    public static bool TellsShape(string name) => Shapes.Contains(name);

    /// <summary>Whether a call draws random numbers whatever the state of the module is: always, or because its <c>training</c> is constant true.</summary>
    public static bool Draws(IInvocationOperation call) => Random.Contains(call.TargetMethod.Name)
        || (call.TargetMethod.Name.Contains("dropout") && TorchCalls.Argument(call, "training") is { Value.ConstantValue: { HasValue: true, Value: true } });

    /// <summary>Whether a function keeps its result for its derivative.</summary>
    public static bool Keeps(IOperation? maker) => maker is IInvocationOperation call && TorchCalls.IsTorchSharp(call) && KeepsResult.Contains(call.TargetMethod.Name);

    /// <summary>Whether a call keeps its operand for the derivative of the other, or for its own.</summary>
    public static bool KeepsOperand(IInvocationOperation call) => KeepsInput.Contains(call.TargetMethod.Name)
        || (IsModuleCall(call) && LayersThatKeepInput.Contains(call.Instance!.Type!.Name));

    /// <summary>Whether a call overwrites its operand: by its name, or by its argument <c>inplace</c>.</summary>
    public static bool Overwrites(IInvocationOperation call) =>
        (call.TargetMethod.Name is { Length: > 1 } name && name.EndsWith("_", StringComparison.Ordinal) && name[0] != '_' && name is not ("requires_grad_" or "detach_"))
        || TorchCalls.Argument(call, "inplace") is { Value.ConstantValue: { HasValue: true, Value: true } };

    /// <summary>Whether a call is that of a module.</summary>
    public static bool IsModuleCall(IInvocationOperation call) => call.TargetMethod.Name is "call" or "forward" && TorchTypes.IsModule(call.Instance?.Type);

    /// <summary>Whether a call looks ids up in a table, for which they need no gradient.</summary>
    public static bool LooksUp(IInvocationOperation call) => call.TargetMethod.Name is "embedding" or "embedding_bag" || (IsModuleCall(call) && call.Instance!.Type!.Name is "Embedding" or "EmbeddingBag");

    /// <summary>The activation that a call ends with; null for anything else.</summary>
    public static string? ActivationOf(IOperation? maker) => maker is IInvocationOperation call && TorchCalls.IsTorchSharp(call)
        && AfterLogits.TryGetValue(IsModuleCall(call) ? call.Instance!.Type!.Name : call.TargetMethod.Name, out var name) ? name : null;
}
