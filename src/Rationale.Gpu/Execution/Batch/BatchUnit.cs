using Rationale.Graph.Lowering;

namespace Rationale.Gpu.Execution.Batch;

/// <summary>What computes one value or adds to one sum: the calls of an instruction, which stay together.</summary>
internal sealed class BatchUnit
{
    /// <summary>The calls; their operands in the arena stand where the schedule has them until places are chosen.</summary>
    public required IReadOnlyList<KernelCall> Calls { get; set; }

    /// <summary>Its place in the order of the schedule.</summary>
    public required int Index { get; init; }

    /// <summary>Whether it is a large product, which is a launch by itself.</summary>
    public bool IsLarge { get; init; }

    /// <summary>Whether it adds up examples.</summary>
    public bool IsSum { get; set; }

    /// <summary>Whether blocks may compute it for their own examples, between others.</summary>
    public bool IsChained { get; set; }

    /// <summary>What must have run before it.</summary>
    public HashSet<BatchUnit> Needs { get; } = [];

    /// <summary>The value in the arena that it writes; null where it writes elsewhere.</summary>
    public BatchValue? Output { get; set; }

    /// <summary>The values in the arena that it reads, by where the schedule has them.</summary>
    public Dictionary<int, BatchValue> Reads { get; } = [];
}

/// <summary>A value for each example, from the unit that writes it to the last that reads it.</summary>
/// <param name="writer">The unit.</param>
/// <param name="length">Elements of an example.</param>
internal sealed class BatchValue(BatchUnit writer, int length)
{
    /// <summary>The unit that writes it.</summary>
    public BatchUnit Writer => writer;

    /// <summary>Elements of an example.</summary>
    public int Length => length;

    /// <summary>The units that read it.</summary>
    public List<BatchUnit> Readers { get; } = [];

    /// <summary>Its first element in the arena.</summary>
    public int Offset { get; set; }

    /// <summary>Whether it is not a value of each example but a part of a sum of each tile, which stands closer together.</summary>
    public bool IsParts { get; init; }

    /// <summary>What it stands beside, so that a product reads both at once; null for most values.</summary>
    public ValuePair? Pair { get; set; }
}

/// <summary>Two values of one length that stand one behind the other for all examples.</summary>
/// <param name="First">The first; null where that is an input, which stands elsewhere.</param>
/// <param name="Second">The second.</param>
/// <param name="Input">Index of the input that is first.</param>
internal sealed record ValuePair(BatchValue? First, BatchValue Second, int Input = -1)
{
    /// <summary>Whether places have been chosen.</summary>
    public bool IsPlaced { get; set; }
}
