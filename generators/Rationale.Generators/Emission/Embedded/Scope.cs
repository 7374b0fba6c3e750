using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Embedded;

/// <summary>The local variables of one method: every operand is declared right before it is used first.</summary>
/// <param name="writer">Where declarations go.</param>
/// <param name="schedule">Tells the names of columns and outputs.</param>
/// <param name="views">Tells which operands are others under another shape.</param>
internal sealed class Scope(IndentedWriter writer, Schedule schedule, Views views)
{
    private readonly Dictionary<(Region Region, int Offset, int Length, string Label), string> _declared = [];
    private readonly HashSet<string> _taken = ["frame", "rows"];

    /// <summary>The variable of an operand, declared if it was not yet.</summary>
    public string this[Operand operand]
    {
        get
        {
            var key = (operand.Region, operand.Offset, operand.Shape.Length, operand.Label);
            if (!_declared.TryGetValue(key, out var name))
            {
                name = _declared[key] = NewName(operand);
                writer.Line($"var {name} = {Place(operand)};{Note(operand)}");
            }

            return name;
        }
    }

    private string NewName(Operand operand)
    {
        var plain = operand switch
        {
            { Region: Region.Settings, Offset: 0 } => "batchRows",
            { Region: Region.Accumulator } when operand.Offset < schedule.Lengths.Parameters && IsTaken(operand.Label) => "gradients",
            _ => Identifiers.Of(operand.Label),
        };
        var name = plain;
        for (var copy = 2; !_taken.Add(name); copy++)
        {
            name = $"{plain}_{Literals.Of(copy)}";
        }

        return name;

        bool IsTaken(string label) => _taken.Contains(Identifiers.Of(label));
    }

    private static string Place(Operand operand)
    {
        var (offset, length) = (Literals.Of(operand.Offset), Literals.Of(operand.Shape.Length));
        return operand.Region switch
        {
            Region.Column => $"frame.Column({offset})",
            Region.Labels => "frame.Labels",
            Region.Parameters => $"frame.Parameters({offset}, {length})",
            Region.Settings => $"frame.Setting({offset})",
            Region.Tile => $"frame.Arena({offset}, {length})",
            Region.Shared => $"frame.Shared({offset}, {length})",
            Region.Accumulator => $"frame.Sum({offset}, {length})",
            Region.Output => $"frame.Output({offset})",
            _ => throw new NotSupportedException($"'{operand.Label}' stands in the unknown region {operand.Region}."),
        };
    }

    private string Note(Operand operand) => operand.Region switch
    {
        Region.Column => $" // {schedule.Columns[operand.Offset].Name}",
        Region.Output => $" // {schedule.Outputs[operand.Offset].Name}",
        _ when views.BaseOf(operand.Label) is var shown && shown != operand.Label => $" // {shown} as {operand.Shape.ToString().Replace("batch", "rows")}",
        _ => "",
    };
}
