using System.Text.Json;

namespace Rationale.Data;

/// <summary>Subtracts from each of some columns and divides it: (x − offset) / divisor.</summary>
/// <param name="label">What it is called in tables.</param>
/// <param name="columns">The columns.</param>
/// <param name="offsets">What is subtracted from each.</param>
/// <param name="divisors">What each is then divided by; never 0.</param>
internal sealed class AffineStep(string label, int[] columns, double[] offsets, double[] divisors) : FittedStep
{
    public const string Name = "scale";

    public override string Kind => Name;

    public override string Describe(IReadOnlyList<PipelineColumn> before) => $"{label}: {Names(before, columns)}";

    public override IReadOnlyList<PipelineColumn> Change(IReadOnlyList<PipelineColumn> before)
    {
        PipelineColumn[] after = [.. before];
        for (var i = 0; i < columns.Length; i++)
        {
            after[columns[i]] = after[columns[i]] with { Divisor = after[columns[i]].Divisor * divisors[i] };
        }

        return after;
    }

    public override RowStep Bind(IReadOnlyList<PipelineColumn> before, IReadOnlyList<TextDictionary?> texts) => (_, input, output) =>
    {
        input.CopyTo(output);
        for (var i = 0; i < columns.Length; i++)
        {
            output[columns[i]] = (input[columns[i]] - offsets[i]) / divisors[i];
        }
    };

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("label", label);
        json.WriteIndices("columns", columns);
        json.WriteNumbers("offsets", offsets);
        json.WriteNumbers("divisors", divisors);
    }

    public static AffineStep Read(StepReader reader)
    {
        var (columns, offsets, divisors) = (reader.Columns("columns"), reader.Numbers("offsets"), reader.Numbers("divisors"));
        StepReader.Require(offsets.Length == columns.Length && divisors.Length == columns.Length, "a scaling needs one offset and one divisor for each of its columns");
        StepReader.Require(!divisors.Contains(0), "a divisor of a scaling is 0");
        StepReader.Require(columns.All(column => reader.Before[column].Kind != ColumnKind.Text), "a scaling names a column of texts");
        return new AffineStep(reader.Text("label"), columns, offsets, divisors);
    }
}
