namespace Rationale.Graph.Tensors;

/// <summary>A tensor of a program's text.</summary>
/// <param name="Name">What the text calls it.</param>
/// <param name="View">Where it lies.</param>
internal sealed record ScriptTensor(string Name, TensorView View);
