namespace Rationale.Graph.Scheduling;

/// <summary>
/// What instructions cost: arithmetic, and the elements of the operands that they read and write. Each operand is counted once a call, wherever it stands;
/// what a kernel reads again from a cache is not memory's business.
/// </summary>
/// <param name="Operations">Arithmetic, as <see cref="Operator.Operations"/> counts it.</param>
/// <param name="ElementsRead">Elements of all operands that are read.</param>
/// <param name="ElementsWritten">Elements of all results.</param>
internal readonly record struct Cost(long Operations, long ElementsRead, long ElementsWritten)
{
    /// <summary>The cost of an instruction over a batch.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="calls">Number of calls: one for each tile. What all examples share is read, and a sum is read and written, in each.</param>
    public static Cost Compute(Instruction instruction, long examples, long calls = 1)
    {
        var (inputs, output) = (instruction.Inputs, instruction.Output);
        var perRow = output.Shape.Batched || inputs.Any(input => input.Shape.Batched);
        var operations = instruction.Operator.Operations([.. inputs.Select(input => input.Shape)], output.Shape) * (perRow ? examples : calls);
        var written = Elements(output.Shape);
        return new Cost(operations, inputs.Sum(input => Elements(input.Shape)) + (instruction.Accumulate ? written : 0), written);

        long Elements(Shape shape) => shape.Length * (shape.Batched ? examples : calls);
    }

    /// <summary>The cost of a whole program over a batch.</summary>
    /// <param name="schedule">The program.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="tiles">Tiles of the batch, over all workers.</param>
    public static Cost Compute(Schedule schedule, long examples, long tiles = 1) => schedule.Passes.Aggregate(
        Sum(schedule.Prologue, examples, 1),
        (cost, pass) => cost + Sum(pass.Tile, examples, tiles) + Sum(pass.Epilogue, examples, 1));

    /// <summary>The cost of one and another.</summary>
    public static Cost operator +(Cost left, Cost right) =>
        new(left.Operations + right.Operations, left.ElementsRead + right.ElementsRead, left.ElementsWritten + right.ElementsWritten);

    private static Cost Sum(EquatableArray<Instruction> instructions, long examples, long calls) =>
        instructions.Aggregate(default(Cost), (cost, instruction) => cost + Compute(instruction, examples, calls));
}
