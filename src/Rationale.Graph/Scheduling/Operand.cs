namespace Rationale.Graph.Scheduling;

/// <summary>Where a value lives while a program runs.</summary>
public enum Region
{
    /// <summary>A column of the batch, given by the caller; the offset is the column's index.</summary>
    Input,

    /// <summary>The class indices of the batch, given by the caller.</summary>
    Labels,

    /// <summary>The flat parameters.</summary>
    Parameters,

    /// <summary>Numbers given at run time; the offset is the index.</summary>
    Settings,

    /// <summary>The worker's arena: the rows of one tile. The offset is in elements a row.</summary>
    Tile,

    /// <summary>Values that do not depend on the rows, computed once and read by every worker.</summary>
    Shared,

    /// <summary>Sums over the batch: each worker adds up its own rows, then the workers' sums are added. The flat gradients come first.</summary>
    Accumulator,

    /// <summary>A result for each row, written to a buffer of the caller; the offset is its index.</summary>
    Output,
}

/// <summary>A value in its place.</summary>
/// <param name="Region">The kind of place.</param>
/// <param name="Offset">The place within it.</param>
/// <param name="Shape">Shape of the value.</param>
/// <param name="Label">What readers call the value.</param>
public sealed record Operand(Region Region, int Offset, Shape Shape, string Label);
