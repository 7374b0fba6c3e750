using Rationale.Generators.Emission.Kernels;
using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Gpu;

/// <summary>Writes the passes of a schedule as kernels for a GPU, one each.</summary>
internal sealed class BlockProgramEmitter(Schedule schedule, IndentedWriter writer, TypeNames names)
{
    private readonly BlockLowering _lowering = new(schedule);
    private readonly BlockTiles _tiles = BlockTiles.For(schedule.Lengths.TileWidth);

    /// <summary>Writes the class.</summary>
    public void Write()
    {
        using (writer.Braces("private static class GpuTraining"))
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
        writer.Line($"/// <summary>All that is computed for the examples of a tile{(schedule.Passes.Count == 1 ? "" : $" in pass {Literals.Format(index + 1)}")}, tile after tile.</summary>");
        using (writer.Braces($"private static void {Name(index)}({names["BlockFrame"]} frame)"))
        {
            writer.Line($"var lanes = {names["Lanes"]}.OfBlock();");
            writer.Line(_tiles.IsShared
                ? $"var arena = {names["SharedMemory"]}.Allocate1D<float>({Literals.Format(_tiles.ArenaLength)});"
                : "var arena = frame.OwnArena;");
            foreach (var sum in pass.Sums)
            {
                writer.Line($"frame.ClearSums(lanes, {Literals.Format(sum.Start)}, {Literals.Format(sum.Length)});");
            }

            writer.Line($"{names["Group"]}.Barrier();");
            writer.Line();
            using (writer.Braces($"for (var tile = {names["Grid"]}.IdxX; frame.Enter(tile, arena); tile += {names["Grid"]}.DimX)"))
            {
                WriteTile(pass);
            }
        }
    }

    private void WriteTile(Pass pass)
    {
        var calls = pass.Tile.Select(_lowering.Lower).ToList();
        if (calls.SelectMany(call => call).SelectMany(call => call.Arguments).Any(argument => argument is ExtentArgument { Extent.TimesExamples: true }))
        {
            writer.Line("var examples = frame.Examples;");
            writer.Line();
        }

        var scope = new Scope(writer, schedule, new Views(pass.Tile), operand => Place(operand, pass));
        foreach (var name in new[] { "lanes", "arena", "tile" })
        {
            scope.Take(name);
        }

        var printer = new BlockPrinter(writer, scope, names);
        var meetings = new HashSet<KernelCall>(BlockGroups.From(calls.SelectMany(call => call)).Select(group => group[group.Count - 1]), ReferenceComparer.Instance);
        for (var index = 0; index < pass.Tile.Count; index++)
        {
            if (index > 0)
            {
                writer.Line();
            }

            if (index == 0 || pass.Tile[index].Phase != pass.Tile[index - 1].Phase)
            {
                writer.Line($"// ── {pass.Tile[index].Phase.Heading}");
                writer.Line();
            }

            writer.Line($"// {InstructionPrinter.Mathematics(pass.Tile[index])}");
            foreach (var call in calls[index])
            {
                printer.Write(call);
                if (meetings.Contains(call))
                {
                    writer.Line($"{names["Group"]}.Barrier();");
                }
            }
        }
    }

    private string Place(Operand operand, Pass pass)
    {
        var (offset, length) = (Literals.Format(operand.Offset), Literals.Format(operand.Shape.Length));
        return operand.Region switch
        {
            Region.Input => $"frame.Input({Before(schedule.Inputs, operand.Offset)}, {Literals.Format(schedule.Inputs[operand.Offset].Shape.Length)})",
            Region.Output => $"frame.Output({Before(schedule.Outputs, operand.Offset)}, {Literals.Format(schedule.Outputs[operand.Offset].Shape.Length)})",
            Region.Labels => "frame.Labels",
            Region.Parameters => $"frame.Parameters({offset}, {length})",
            Region.Settings => $"frame.Setting({offset})",
            Region.Tile => $"frame.Arena({offset}, {length})",
            Region.Shared => $"frame.Shared({offset}, {length})",
            Region.Accumulator when pass.Sums.Any(sum => operand.Offset >= sum.Start && operand.Offset < sum.Start + sum.Length) => $"frame.Sum({offset}, {length})",
            Region.Accumulator => $"frame.Total({offset}, {length})",
            _ => throw new NotSupportedException($"'{operand.Label}' stands in the unknown region {operand.Region}."),
        };
    }

    private static string Before(EquatableArray<NamedValue> values, int index) => Literals.Format(values.Take(index).Sum(value => value.Shape.Length));

    /// <summary>Two calls that say the same are still two calls.</summary>
    private sealed class ReferenceComparer : IEqualityComparer<KernelCall>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(KernelCall x, KernelCall y) => ReferenceEquals(x, y);

        public int GetHashCode(KernelCall call) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(call);
    }
}
