using System.Text.Json;

namespace Rationale.Data;

/// <summary>Puts the number of the category, from 0, in the place of the category. What is missing stays missing.</summary>
/// <param name="lookup">Column and categories.</param>
internal sealed class OrdinalStep(CategoryLookup lookup) : FittedStep
{
    public const string Name = "ordinal";

    public override string Kind => Name;

    public override string Describe(IReadOnlyList<PipelineColumn> before) => $"{before[lookup.Column].Name} as 0 … {lookup.Categories.Count - 1} for {Excerpt.Shorten(lookup.Categories)}";

    public override IReadOnlyList<PipelineColumn> Change(IReadOnlyList<PipelineColumn> before)
    {
        PipelineColumn[] after = [.. before];
        after[lookup.Column] = after[lookup.Column] with { Kind = ColumnKind.Code, Divisor = double.NaN };
        return after;
    }

    public override RowStep Bind(IReadOnlyList<PipelineColumn> before, IReadOnlyList<TextDictionary?> texts)
    {
        var (find, at) = (lookup.Bind(before, texts), lookup.Column);
        return (example, input, output) =>
        {
            input.CopyTo(output);
            output[at] = double.IsNaN(input[at]) ? double.NaN : find(example, input[at]);
        };
    }

    public override bool KnowsCategory(IReadOnlyList<PipelineColumn> columns, int origin, string text) => columns[lookup.Column].Origin == origin && lookup.Categories.Contains(text, StringComparer.Ordinal);

    public override void Write(Utf8JsonWriter json) => lookup.Write(json);

    public static OrdinalStep Read(StepReader reader) => new(CategoryLookup.Read(reader));
}
