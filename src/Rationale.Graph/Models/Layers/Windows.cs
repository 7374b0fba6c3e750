namespace Rationale.Graph.Models;

/// <summary>What layers over images share.</summary>
internal static class Windows
{
    /// <summary>A window as text: what decides the meaning of a layer's parameters and the shapes after it.</summary>
    public static string Signature(Window window) => string.Join(", ", new[]
    {
        $"{window.Height}×{window.Width}",
        window.Stride == 1 ? "" : $"stride {window.Stride}",
        window.Padding == 0 ? "" : $"padding {window.Padding}",
        window.Dilation == 1 ? "" : $"dilation {window.Dilation}",
    }.Where(part => part.Length > 0));

    /// <summary>The shape of a batch of examples that must be images.</summary>
    /// <exception cref="ShapeException">The examples are no images.</exception>
    public static Shape Image(string layer, EquatableArray<int> row) => row.Count == 3
        ? new Shape(true, row)
        : throw new ShapeException($"{layer} takes images of height×width×channels but gets examples of shape {ShapeException.Format(row)}; write [Input(height, width, channels)]");
}
