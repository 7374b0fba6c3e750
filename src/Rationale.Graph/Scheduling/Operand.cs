namespace Rationale.Graph.Scheduling;

/// <summary>Where a value lives while a program runs.</summary>
public enum Region
{
    /// <summary>An input of the batch, given by the caller; the offset is its index.</summary>
    Input,

    /// <summary>The class indices of the batch, given by the caller.</summary>
    Labels,

    /// <summary>The flat parameters.</summary>
    Parameters,

    /// <summary>Numbers given at run time; the offset is the index.</summary>
    Settings,

    /// <summary>The worker's arena: the examples of one tile. The offset is in elements an example.</summary>
    Tile,

    /// <summary>Values that do not depend on the examples, computed once and read by every worker.</summary>
    Shared,

    /// <summary>Sums over the batch: each worker adds up its own examples, then the workers' sums are added. The flat gradients come first.</summary>
    Accumulator,

    /// <summary>A result for each example, written to a buffer of the caller; the offset is its index.</summary>
    Output,

    /// <summary>A sum over the batch that stands once for all workers: they add to it in turn. The offset is that among the accumulators, where it stands at the end of its pass.</summary>
    CommonSum,
}

/// <summary>A value in its place.</summary>
/// <param name="Region">The kind of place.</param>
/// <param name="Offset">The place within it.</param>
/// <param name="Shape">Shape of the value.</param>
/// <param name="Label">What readers call the value.</param>
internal sealed record Operand(Region Region, int Offset, Shape Shape, string Label);
