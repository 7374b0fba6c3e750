using System.Globalization;
using System.Text.Json;

namespace Rationale.Data;

/// <summary>Puts values in place of missing ones, and may say beside it where they were missing.</summary>
/// <param name="columns">The columns that are filled.</param>
/// <param name="fills">For each a number, or a text for a column of texts.</param>
/// <param name="indicators">Those of the columns that get an indicator, which stand behind all other columns.</param>
internal sealed class FillStep(int[] columns, FillValue[] fills, int[] indicators) : FittedStep
{
    public const string Name = "impute";

    public override string Kind => Name;

    public override string Describe(IReadOnlyList<PipelineColumn> before) =>
        $"{Names(before, columns)} by {Excerpt.Shorten([.. fills.Select(fill => fill.ToString())])}{(indicators.Length == 0 ? "" : $", with indicators of {Names(before, indicators)}")}";

    public override IReadOnlyList<PipelineColumn> Change(IReadOnlyList<PipelineColumn> before) =>
        [.. before, .. indicators.Select(column => new PipelineColumn($"{before[column].Name} is missing", ColumnKind.Indicator, before[column].Origin, double.NaN))];

    public override RowStep Bind(IReadOnlyList<PipelineColumn> before, IReadOnlyList<TextDictionary?> texts)
    {
        double[] values = [.. fills.Select((fill, i) => fill.Text is { } text ? texts[before[columns[i]].Origin]!.Add(text) : fill.Number)];
        return (_, input, output) =>
        {
            input.CopyTo(output);
            for (var i = 0; i < indicators.Length; i++)
            {
                output[input.Length + i] = double.IsNaN(input[indicators[i]]) ? 1 : 0;
            }

            for (var i = 0; i < columns.Length; i++)
            {
                if (double.IsNaN(input[columns[i]]))
                {
                    output[columns[i]] = values[i];
                }
            }
        };
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteIndices("columns", columns);
        json.WriteStartArray("fills");
        foreach (var fill in fills)
        {
            if (fill.Text is { } text)
            {
                json.WriteStringValue(text);
            }
            else
            {
                json.WriteNumberValue(fill.Number);
            }
        }

        json.WriteEndArray();
        json.WriteIndices("indicators", indicators);
    }

    public static FillStep Read(StepReader reader)
    {
        var columns = reader.Columns("columns");
        FillValue[] fills = [.. reader.Array("fills").Select(value => value.ValueKind == JsonValueKind.String ? new FillValue(value.GetString()) : new FillValue(null, StepReader.Finite(value)))];
        var indicators = reader.Columns("indicators");
        StepReader.Require(fills.Length == columns.Length, "an imputation needs one value for each of its columns");
        StepReader.Require(columns.Zip(fills).All(pair => (reader.Before[pair.First].Kind == ColumnKind.Text) == (pair.Second.Text is not null)), "an imputation gives texts to numbers, or numbers to texts");
        return new FillStep(columns, fills, indicators);
    }
}

/// <summary>A number, or a text.</summary>
internal readonly record struct FillValue(string? Text, double Number = 0)
{
    public override string ToString() => Text ?? Number.ToString("G6", CultureInfo.InvariantCulture);
}
