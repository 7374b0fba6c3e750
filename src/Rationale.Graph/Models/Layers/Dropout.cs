namespace Rationale.Graph.Models;

/// <summary>Drops values while training.</summary>
/// <param name="Rate">Probability of dropping a value, in [0, 1).</param>
public sealed record Dropout(double Rate) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Dropout";
}
