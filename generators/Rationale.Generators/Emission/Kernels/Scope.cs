using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>The local variables of one method: every operand is declared right before it is used first.</summary>
/// <param name="writer">Where declarations go.</param>
/// <param name="schedule">Tells the names of inputs and outputs.</param>
/// <param name="views">Tells which operands are others under another shape.</param>
/// <param name="place">Writes where an operand stands; null for a worker's frame.</param>
/// <param name="origin">Tells what an operand is that other code has computed; null where all of it is written in one file.</param>
internal sealed class Scope(IndentedWriter writer, Schedule schedule, Views views, Func<Operand, string>? place = null, Func<Operand, string?>? origin = null)
{
    private readonly Dictionary<(string Place, string Label), string> _declared = [];
    private readonly Dictionary<object, string> _values = [];
    private readonly Dictionary<string, int> _copies = [];
    private readonly HashSet<string> _taken = ["frame", "examples", "pass", "turn"];

    /// <summary>Takes a name, so that no operand gets it.</summary>
    public void Take(string name) => _taken.Add(name);

    /// <summary>The variable of an operand, declared if it was not yet.</summary>
    public string this[Operand operand]
    {
        get
        {
            var key = (Place: (place ?? Place)(operand), operand.Label);
            if (!_declared.TryGetValue(key, out var name))
            {
                name = _declared[key] = NewName(operand);
                writer.Line($"var {name} = {key.Place};{Note(operand)}");
            }

            return name;
        }
    }

    /// <summary>The variable of a value that kernels share, declared if it was not yet.</summary>
    /// <param name="key">What is equal for equal values.</param>
    /// <param name="plain">The wanted name; a number follows it.</param>
    /// <param name="expression">The value.</param>
    public string Value(object key, string plain, string expression)
    {
        if (!_values.TryGetValue(key, out var name))
        {
            name = _values[key] = Numbered(plain);
            writer.Line($"var {name} = {expression};");
        }

        return name;
    }

    /// <summary>Where an operand stands in the frame of a worker.</summary>
    public static string Place(Operand operand) => Place(operand, Literals.Format(operand.Offset));

    /// <summary>Where an operand stands in the frame of a worker.</summary>
    /// <param name="operand">The operand.</param>
    /// <param name="offset">Its place within its region, as an expression.</param>
    public static string Place(Operand operand, string offset)
    {
        var length = Literals.Format(operand.Shape.Length);
        return operand.Region switch
        {
            Region.Input => $"frame.Input({offset})",
            Region.Labels => "frame.Labels",
            Region.Parameters => $"frame.Parameters({offset}, {length})",
            Region.Settings => $"frame.Setting({offset})",
            Region.Tile => $"frame.Arena({offset}, {length})",
            Region.Shared => $"frame.Shared({offset}, {length})",
            Region.Accumulator => $"frame.Sum({offset}, {length})",
            Region.Output => $"frame.Output({offset})",
            Region.CommonSum => $"frame.CommonSum({offset}, {length})",
            _ => throw new NotSupportedException($"'{operand.Label}' stands in the unknown region {operand.Region}."),
        };
    }

    private string Numbered(string plain)
    {
        var number = 1;
        while (!_taken.Add(plain + Literals.Format(number)))
        {
            number++;
        }

        return plain + Literals.Format(number);
    }

    private string NewName(Operand operand)
    {
        var plain = operand switch
        {
            { Region: Region.Settings, Offset: 0 } => "batchSize",
            { Region: Region.Accumulator } when operand.Offset < schedule.Lengths.Parameters && IsTaken(operand.Label) => "gradients",
            _ => Identifiers.FromLabel(operand.Label),
        };
        var name = plain;
        while (!_taken.Add(name))
        {
            _copies[plain] = _copies.TryGetValue(plain, out var last) ? last + 1 : 2;
            name = $"{plain}_{Literals.Format(_copies[plain])}";
        }

        return name;

        bool IsTaken(string label) => _taken.Contains(Identifiers.FromLabel(label));
    }

    private string Note(Operand operand) => operand.Region switch
    {
        Region.Input => $" // {schedule.Inputs[operand.Offset].Name}",
        Region.Output => $" // {schedule.Outputs[operand.Offset].Name}",
        _ when views.BaseOf(operand.Label) is var shown && shown != operand.Label => $" // {shown} as {operand.Shape.ToString().Replace("batch", "examples")}",
        _ when origin?.Invoke(operand) is { } computed => $" // {computed}",
        _ => "",
    };
}
