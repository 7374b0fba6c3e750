namespace Rationale.Native;

/// <summary>
/// Operators of ATen, declared by their schemas, one line each; what they compute is described in PyTorch's documentation under the same names. Operators that
/// end in <c>Out</c> write into a tensor of the caller and make none.
/// </summary>
internal static partial class Aten
{
}
