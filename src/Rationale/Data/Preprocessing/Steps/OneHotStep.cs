using System.Text.Json;

namespace Rationale.Data;

/// <summary>Puts a column for each category in the place of one: 1 where the example is of that category, otherwise 0.</summary>
/// <param name="lookup">Column and categories.</param>
/// <param name="hasMissing">Whether a last column says that the value is missing, because the training data had that.</param>
internal sealed class OneHotStep(CategoryLookup lookup, bool hasMissing) : FittedStep
{
    public const string Name = "one-hot";

    private int Width => lookup.Categories.Count + (hasMissing ? 1 : 0);

    public override string Kind => Name;

    public override string Describe(IReadOnlyList<PipelineColumn> before) => $"{before[lookup.Column].Name} as {Excerpt.Shorten(lookup.Categories)}{(hasMissing ? " or missing" : "")}";

    public override IReadOnlyList<PipelineColumn> Change(IReadOnlyList<PipelineColumn> before)
    {
        var column = before[lookup.Column];
        return
        [
            .. before.Take(lookup.Column),
            .. lookup.Categories.Select(category => new PipelineColumn($"{column.Name}={category}", ColumnKind.Category, column.Origin, double.NaN)),
            .. hasMissing ? [new PipelineColumn($"{column.Name} is missing", ColumnKind.Category, column.Origin, double.NaN)] : Array.Empty<PipelineColumn>(),
            .. before.Skip(lookup.Column + 1),
        ];
    }

    public override RowStep Bind(IReadOnlyList<PipelineColumn> before, IReadOnlyList<TextDictionary?> texts)
    {
        var (find, at, width, name) = (lookup.Bind(before, texts), lookup.Column, Width, before[lookup.Column].Name);
        return (example, input, output) =>
        {
            input[..at].CopyTo(output);
            input[(at + 1)..].CopyTo(output[(at + width)..]);
            var flags = output.Slice(at, width);
            flags.Clear();
            var number = !double.IsNaN(input[at]) ? find(example, input[at])
                : hasMissing ? width - 1
                : throw new ArgumentException($"The category of feature '{name}' in example {example} is missing, which the training data never had; fill it with Impute(Imputation.Mode, \"{name}\") before the encoding.");
            if (number >= 0)
            {
                flags[number] = 1;
            }
        };
    }

    public override bool KnowsCategory(IReadOnlyList<PipelineColumn> columns, int origin, string text) => columns[lookup.Column].Origin == origin && lookup.Categories.Contains(text, StringComparer.Ordinal);

    public override void Write(Utf8JsonWriter json)
    {
        lookup.Write(json);
        json.WriteBoolean("missing", hasMissing);
    }

    public static OneHotStep Read(StepReader reader) => new(CategoryLookup.Read(reader), reader.Flag("missing"));
}
