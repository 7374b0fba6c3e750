namespace Rationale.Graph.Models;

/// <summary>y = x W + b.</summary>
/// <param name="Units">Outputs per row.</param>
/// <param name="Bias">Whether a bias is added.</param>
/// <param name="Initialization">How weight and bias start.</param>
public sealed record Dense(int Units, bool Bias, Initialization Initialization) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Dense";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => input.Count == 1
        ? EquatableArray.Of(Units)
        : throw new ShapeException($"[Dense({Units})] takes rows of one dimension but gets rows of shape {ShapeException.Format(input)}; add [Flatten] before it");
}
