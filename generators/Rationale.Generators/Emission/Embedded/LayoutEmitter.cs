using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Embedded;

/// <summary>Writes what the executor must know of a program: its columns, numbers and memory.</summary>
internal sealed class LayoutEmitter(Schedule schedule, IndentedWriter writer, TypeNames names)
{
    /// <summary>Writes the property and the value behind it.</summary>
    public void Write()
    {
        var layout = names["ProgramLayout"];
        writer.Lines(
            $"""
            private static readonly {layout} Memory = new {layout}(
                Columns: {List(schedule.Columns.Select(Column))},
                Settings: {List(schedule.Settings.Select(Literals.Of))},
                Outputs: {List(schedule.Outputs.Select(Column))},
                Totals: {List(schedule.Totals.Select(Total))},
                Passes: {List(schedule.Passes.Select(pass => List(pass.Sums.Select(Sum))))},
                Parameters: {Literals.Of(schedule.Lengths.Parameters)},
                Accumulators: {Literals.Of(schedule.Lengths.Accumulators)},
                Shared: {Literals.Of(schedule.Lengths.Shared)},
                TileWidth: {Literals.Of(schedule.Lengths.TileWidth)}){SharedInputs()};

            /// <summary>The columns that the program reads, the numbers that it is given, and the memory that it needs.</summary>
            public override {layout} Layout => Memory;
            """);
    }

    private string SharedInputs() =>
        schedule.SharedInputs.Count == 0 ? "" : $" {{ SharedInputs = {List(schedule.SharedInputs.Select(SharedInput))} }}";

    private string SharedInput(Total input) =>
        $"new {names["SharedInputLayout"]}({Literals.Of(input.Name)}, {Literals.Of(input.Place.Offset)}, {Literals.Of(input.Place.Shape.Length)})";

    private string Column(Column column) => $"new {names["ColumnLayout"]}({Literals.Of(column.Name)}, {Literals.Of(column.Shape.Length)})";

    private string Total(Total total) =>
        $"new {names["TotalLayout"]}({Literals.Of(total.Name)}, {names["Region"]}.{total.Place.Region}, {Literals.Of(total.Place.Offset)})";

    private string Sum(Graph.Scheduling.Range sum) => $"new {names["SumRange"]}({Literals.Of(sum.Start)}, {Literals.Of(sum.Length)})";

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";
}
