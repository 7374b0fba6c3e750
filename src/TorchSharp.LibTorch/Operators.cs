using Rationale.Native;

namespace TorchSharp;

/// <summary>Operators of ATen by name and overload.</summary>
internal static class Operators
{
    /// <summary>The operator with a name such as <c>add.Tensor</c>.</summary>
    public static NativeOperator Find(string name) => NativeOperator.Of(name);

    /// <summary>Calls an operator with one result.</summary>
    public static torch.Tensor Call(string name, params ReadOnlySpan<NativeArgument> arguments) => new(Find(name).Invoke(arguments)[0]);

    /// <summary>Calls an operator with two results.</summary>
    public static (torch.Tensor First, torch.Tensor Second) CallTwo(string name, params ReadOnlySpan<NativeArgument> arguments)
    {
        var results = Find(name).Invoke(arguments);
        return (new(results[0]), new(results[1]));
    }
}
