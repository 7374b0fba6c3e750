namespace Rationale.Graph.Lowering;

/// <summary>
/// A call of a kernel as data: what a target prints as code or binds to delegates. It holds everything that the kernel is told, by the names of the kernel's
/// parameters; which kernel serves an operator, and with which sizes, is decided in the lowering and nowhere else.
/// </summary>
/// <param name="Class">Class of the kernel.</param>
/// <param name="Method">Method of the kernel. What follows a product in the same kernel is part of the name: <c>ForwardBiasRelu</c>.</param>
/// <param name="Arguments">The arguments, all of them, in the order of the kernel's parameters.</param>
internal sealed record KernelCall(string Class, string Method, EquatableArray<KernelArgument> Arguments)
{
    /// <summary>A call with the given arguments.</summary>
    public static KernelCall Create(string kernels, string method, params KernelArgument[] arguments) => new(kernels, method, EquatableArray.Create(arguments));

    /// <inheritdoc/>
    public override string ToString() => $"{Class}.{Method}({string.Join(", ", Arguments.Select(argument => argument.Parameter))})";
}
