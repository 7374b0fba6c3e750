namespace Rationale.Data;

/// <summary>A column between two steps of a preprocessing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Origin">The column of the raw data that it comes from.</param>
/// <param name="Divisor">What the raw value was divided by in all, so that the derivative by it is 1 / divisor; not a number where there is no derivative.</param>
internal sealed record PipelineColumn(string Name, ColumnKind Kind, int Origin, double Divisor);
