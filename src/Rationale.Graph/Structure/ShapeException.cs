namespace Rationale.Graph;

/// <summary>Shapes that do not fit together. The message is one sentence with the sizes and the fix.</summary>
public sealed class ShapeException(string message) : Exception(message)
{
    /// <summary>A shape as readers write it: <c>28×28×1</c>.</summary>
    public static string Format(IEnumerable<int> shape) => string.Join("×", shape);
}
