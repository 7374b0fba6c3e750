using Rationale.Generators.Emission.Kernels;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Lowering.Repetitions;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Gpu;

/// <summary>Writes the passes of a schedule as kernels for a GPU, one each.</summary>
internal sealed class BlockProgramEmitter(Schedule schedule, IndentedWriter writer, TypeNames names)
{
    private readonly HashSet<string> _written = [];
    private readonly BlockTiles _tiles = BlockTiles.For(schedule.Lengths.TileWidth);

    /// <summary>Writes the class.</summary>
    /// <param name="className">Its name.</param>
    public void Write(string className)
    {
        using (writer.Braces($"private static class {className}"))
        {
            writer.Line("/// <summary>The kernel of each pass over the examples.</summary>");
            writer.Line($"public static {names["IReadOnlyList"]}<{names["Delegate"]}> Passes {{ get; }} = [{string.Join(", ", Enumerable.Range(0, schedule.Passes.Count).Select(Name))}];");
            for (var pass = 0; pass < schedule.Passes.Count; pass++)
            {
                writer.Line();
                WritePass(pass);
            }
        }
    }

    private string Name(int pass) => schedule.Passes.Count == 1 ? "Tiles" : $"Pass{Literals.Format(pass + 1)}";

    private void WritePass(int index)
    {
        var pass = schedule.Passes[index];
        var target = new BlockTarget(schedule, pass, names);
        var body = new ProgramBody(schedule, target, schedule.Passes.Count == 1 ? "" : Name(index), _written);
        var list = new LoweredInstructions(pass.Tile, lower: target.Lower);
        writer.Line($"/// <summary>All that is computed for the examples of a tile{(schedule.Passes.Count == 1 ? "" : $" in pass {Literals.Format(index + 1)}")}, tile after tile.</summary>");
        if (schedule.Passes.Count > 1 && pass.Tile.Count > 0)
        {
            writer.Line(InstructionPrinter.Summary($"Pass {Literals.Format(index + 1)} of {Literals.Format(schedule.Passes.Count)}", pass.Tile));
        }

        using (writer.Braces($"private static void {Name(index)}({names["BlockFrame"]} frame)"))
        {
            writer.Line($"var lanes = {names["Lanes"]}.ForBlock();");
            writer.Line(_tiles.IsShared
                ? $"var arena = {names["SharedMemory"]}.Allocate1D<float>({Literals.Format(_tiles.ArenaLength)});"
                : "var arena = frame.OwnArena;");
            WriteClearing(pass);
            writer.Line();
            using (writer.Braces($"for (var tile = {names["Grid"]}.IdxX; frame.Enter(tile, arena); tile += {names["Grid"]}.DimX)"))
            {
                body.Write(writer, list, SharedRepetitions.Find([list])[0], "lanes", "arena", "tile");
            }
        }

        body.WriteMethods(writer);
    }

    /// <summary>The sums of the block begin at zero; neighbors are cleared together.</summary>
    private void WriteClearing(Pass pass)
    {
        if (pass.Sums.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Line("// The sums of this block begin at zero.");
        var (start, end) = (pass.Sums[0].Start, pass.Sums[0].Start);
        foreach (var sum in pass.Sums)
        {
            if (sum.Start != end)
            {
                WriteCall();
                start = sum.Start;
            }

            end = sum.Start + sum.Length;
        }

        WriteCall();
        writer.Line($"{names["Group"]}.Barrier();");

        void WriteCall() => writer.Line($"frame.ClearSums(lanes, {Literals.Format(start)}, {Literals.Format(end - start)});");
    }
}
