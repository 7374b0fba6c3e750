namespace Rationale.Graph.Scheduling;

/// <summary>
/// A graph as instructions over fixed places. A program runs the prologue once; then, for each pass, every worker runs the tile's instructions for each
/// tile of its examples, the workers' sums are added in fixed order, and the epilogue runs once. There is more than one pass only if examples need a
/// total over the whole batch, such as the number of annotated inputs; what an earlier pass computed of an example is then computed again.
/// </summary>
/// <param name="Inputs">Names and shapes of the inputs that the caller gives.</param>
/// <param name="Settings">Names of the numbers that the caller gives.</param>
/// <param name="Outputs">Results for each example.</param>
/// <param name="Totals">Numbers for the whole batch; each stands in the settings, the shared region or the accumulators.</param>
/// <param name="Prologue">What does not depend on the examples, before the first pass.</param>
/// <param name="Passes">Passes over the examples.</param>
/// <param name="Lengths">Sizes of the regions.</param>
internal sealed record Schedule(
    EquatableArray<NamedValue> Inputs,
    EquatableArray<string> Settings,
    EquatableArray<NamedValue> Outputs,
    EquatableArray<Total> Totals,
    EquatableArray<Instruction> Prologue,
    EquatableArray<Pass> Passes,
    Lengths Lengths)
{
    /// <summary>Values for the whole data set that the caller gives once; each stands in the shared region.</summary>
    public EquatableArray<Total> SharedInputs { get; init; }

    /// <summary>The ranges of the accumulators that all workers add to in turn, in their order.</summary>
    public EquatableArray<Range> CommonSums { get; init; }

    /// <summary>Name of the setting that holds the number of examples of the batch; the executor sets it.</summary>
    public const string BatchSizeSetting = "batchSize";

    /// <summary>A listing: every instruction, by pass.</summary>
    public override string ToString()
    {
        List<string> sections = ["prologue", .. Prologue.Select(Line)];
        for (var pass = 0; pass < Passes.Count; pass++)
        {
            sections.Add($"pass {pass + 1}, each tile");
            sections.AddRange(Passes[pass].Tile.Select(Line));
            sections.Add($"pass {pass + 1}, at its end");
            sections.AddRange(Passes[pass].Epilogue.Select(Line));
        }

        return string.Join("\n", sections);

        static string Line(Instruction instruction) => $"  {instruction}  → {instruction.Output.Region} {instruction.Output.Offset} {instruction.Output.Shape}";
    }
}

/// <summary>One pass over the examples.</summary>
/// <param name="Tile">Instructions for each tile.</param>
/// <param name="Epilogue">Instructions after the workers' sums have been added.</param>
/// <param name="Sums">The ranges of the accumulators that this pass fills.</param>
internal sealed record Pass(EquatableArray<Instruction> Tile, EquatableArray<Instruction> Epilogue, EquatableArray<Range> Sums);

/// <summary>A range of a region.</summary>
/// <param name="Start">First element.</param>
/// <param name="Length">Number of elements.</param>
internal sealed record Range(int Start, int Length);

/// <summary>A value for each example.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape, with the batch dimension.</param>
internal sealed record NamedValue(string Name, Shape Shape);

/// <summary>A number for the whole batch.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it stands when the program has run.</param>
internal sealed record Total(string Name, Operand Place);

/// <summary>Sizes of the regions, in elements.</summary>
/// <param name="Parameters">The flat parameters, and the flat gradients at the start of the accumulators.</param>
/// <param name="Accumulators">All accumulators.</param>
/// <param name="Shared">The shared region.</param>
/// <param name="TileWidth">The arena, for each example of a tile.</param>
internal sealed record Lengths(int Parameters, int Accumulators, int Shared, int TileWidth);
