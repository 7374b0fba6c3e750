using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes what the executor must know of a program: its inputs, numbers and memory.</summary>
internal sealed class LayoutEmitter(Schedule schedule, IndentedWriter writer, TypeNames names)
{
    /// <summary>Writes the property and the value behind it.</summary>
    public void Write()
    {
        var layout = names["ProgramLayout"];
        writer.Lines(
            $"""
            private static readonly {layout} Memory = new {layout}(
                Inputs: {List(schedule.Inputs.Select(Value))},
                Settings: {List(schedule.Settings.Select(Literals.Format))},
                Outputs: {List(schedule.Outputs.Select(Value))},
                Totals: {List(schedule.Totals.Select(Total))},
                Passes: {List(schedule.Passes.Select(pass => List(pass.Sums.Select(Sum))))},
                Parameters: {Literals.Format(schedule.Lengths.Parameters)},
                Accumulators: {Literals.Format(schedule.Lengths.Accumulators)},
                Shared: {Literals.Format(schedule.Lengths.Shared)},
                TileWidth: {Literals.Format(schedule.Lengths.TileWidth)}){Further()};

            /// <summary>The inputs that the program reads, the numbers that it is given, and the memory that it needs.</summary>
            public override {layout} Layout => Memory;
            """);
    }

    /// <summary>What few programs have.</summary>
    private string Further()
    {
        List<string> properties = [];
        if (schedule.SharedInputs.Count > 0)
        {
            properties.Add($"SharedInputs = {List(schedule.SharedInputs.Select(SharedInput))}");
        }

        if (schedule.CommonSums.Count > 0)
        {
            properties.Add($"CommonSums = {List(schedule.CommonSums.Select(Sum))}");
        }

        return properties.Count == 0 ? "" : $" {{ {string.Join(", ", properties)} }}";
    }

    private string SharedInput(Total input) =>
        $"new {names["SharedInputLayout"]}({Literals.Format(input.Name)}, {Literals.Format(input.Place.Offset)}, {Literals.Format(input.Place.Shape.Length)})";

    private string Value(NamedValue value) => $"new {names["ValueLayout"]}({Literals.Format(value.Name)}, {Literals.Format(value.Shape.Length)})";

    private string Total(Total total) =>
        $"new {names["TotalLayout"]}({Literals.Format(total.Name)}, {names["Region"]}.{total.Place.Region}, {Literals.Format(total.Place.Offset)})";

    private string Sum(Graph.Scheduling.Range sum) => $"new {names["SumRange"]}({Literals.Format(sum.Start)}, {Literals.Format(sum.Length)})";

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";
}
