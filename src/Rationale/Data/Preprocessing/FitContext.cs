using System.Globalization;

namespace Rationale.Data;

/// <summary>The training data as the next step sees them: through all steps that have been fitted.</summary>
internal sealed class FitContext
{
    private readonly FeatureMatrix _data;
    private readonly List<FittedStep> _steps;
    private readonly PipelineColumn[] _inputs;
    private readonly IProgress<double>? _progress;
    private readonly CancellationToken _cancellation;
    private double _done;

    public FitContext(FeatureMatrix data, PipelineColumn[] inputs, List<FittedStep> steps, IProgress<double>? progress, CancellationToken cancellation)
    {
        (_data, _inputs, _steps, _progress, _cancellation) = (data, inputs, steps, progress, cancellation);
        Columns = steps.Aggregate((IReadOnlyList<PipelineColumn>)inputs, (columns, step) => step.Change(columns));
        Texts = TextsOf(data);
    }

    /// <summary>Looks at a row of a table.</summary>
    public delegate void RowVisitor(ReadOnlySpan<double> row);

    /// <summary>The columns.</summary>
    public IReadOnlyList<PipelineColumn> Columns { get; }

    /// <summary>For each raw column the texts that its numbers stand for; steps may have added some.</summary>
    public IReadOnlyList<TextDictionary?> Texts { get; }

    /// <summary>Copies of the texts of a data set, to which steps can add.</summary>
    public static IReadOnlyList<TextDictionary?> TextsOf(FeatureMatrix data) =>
        [.. Enumerable.Range(0, data.Width).Select(column => data.Schema?.Texts[column] is { } texts ? TextDictionary.From(texts) : null)];

    /// <summary>The columns of some names or, where there is none of that name, numbers from 0.</summary>
    /// <exception cref="ArgumentException">There is no such column, or one is named twice.</exception>
    public int[] Find(IReadOnlyList<string> names)
    {
        var found = new List<int>();
        foreach (var name in names)
        {
            var index = Columns.TakeWhile(column => column.Name != name).Count();
            if (index == Columns.Count && !(int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < Columns.Count))
            {
                throw new ArgumentException($"A preprocessing names the feature '{Excerpt.Shorten(name)}', which there is not; there are {Excerpt.Shorten([.. Columns.Select(column => column.Name)])}.");
            }

            if (found.Contains(index))
            {
                throw new ArgumentException($"A step of a preprocessing names the feature '{Excerpt.Shorten(name)}' twice; name it once.");
            }

            found.Add(index);
        }

        return [.. found];
    }

    /// <summary>The columns of some kinds.</summary>
    public int[] OfKind(params ColumnKind[] kinds) => [.. Enumerable.Range(0, Columns.Count).Where(column => kinds.Contains(Columns[column].Kind))];

    /// <summary>Columns by name, or all of some kinds where none is named; columns of texts are refused unless they are of these kinds.</summary>
    public int[] Choose(IReadOnlyList<string> names, string step, params ColumnKind[] kinds)
    {
        if (names.Count == 0)
        {
            return OfKind(kinds);
        }

        var found = Find(names);
        foreach (var column in found.Where(column => Columns[column].Kind == ColumnKind.Text && !kinds.Contains(ColumnKind.Text)))
        {
            throw new ArgumentException($"{step} was asked for the feature '{Columns[column].Name}', which holds texts; encode it first, with OneHot, Ordinal or Tokenize.");
        }

        return found;
    }

    /// <summary>Goes through all rows. How often a step does so is not known before: each time fills half of what is left.</summary>
    public void ForEach(RowVisitor visit)
    {
        var run = new RowPipeline(_inputs, _steps, Texts);
        var row = new double[_data.Width];
        for (var example = 0; example < _data.Count; example++)
        {
            if (example % 4096 == 0)
            {
                _cancellation.ThrowIfCancellationRequested();
                _progress?.Report(_done + ((1 - _done) / 2 * example / _data.Count));
            }

            _data.CopyExact(example, row);
            visit(run.Apply(example, row));
        }

        _done += (1 - _done) / 2;
    }

    /// <summary>A value of a column as a category.</summary>
    public string Category(int column, double value) =>
        Columns[column].Kind == ColumnKind.Text ? Texts[Columns[column].Origin]!.Texts[(int)value] : CategoryLookup.Format(value);
}
