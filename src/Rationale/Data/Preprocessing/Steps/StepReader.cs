using System.Text.Json;

namespace Rationale.Data;

/// <summary>Reads the fields of a step from JSON; what does not fit is a <see cref="FormatException"/> with a reason.</summary>
/// <param name="step">The step.</param>
/// <param name="before">The columns before it.</param>
internal sealed class StepReader(JsonElement step, IReadOnlyList<PipelineColumn> before)
{
    public IReadOnlyList<PipelineColumn> Before { get; } = before;

    public static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }

    public static double Finite(JsonElement value)
    {
        var number = value.GetDouble();
        Require(double.IsFinite(number), "a number is not finite");
        return number;
    }

    public string Text(string name) => step.GetProperty(name).GetString() ?? throw new FormatException($"{name} is no text");

    public int Number(string name) => step.GetProperty(name).GetInt32();

    public bool Flag(string name) => step.GetProperty(name).GetBoolean();

    public JsonElement.ArrayEnumerator Array(string name) => step.GetProperty(name).EnumerateArray();

    public double[] Numbers(string name) => [.. Array(name).Select(Finite)];

    public int Column(string name) => Checked(Number(name));

    public int[] Columns(string name)
    {
        var columns = new List<int>();
        foreach (var value in Array(name))
        {
            columns.Add(Checked(value.GetInt32()));
        }

        Require(columns.Distinct().Count() == columns.Count, $"{name} names a column twice");
        return [.. columns];
    }

    private int Checked(int column)
    {
        Require(column >= 0 && column < Before.Count, $"a step names column {column}, but there are {Before.Count}");
        return column;
    }
}
