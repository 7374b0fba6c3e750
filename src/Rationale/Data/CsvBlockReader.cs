using System.Globalization;
using System.Text;
using CsvHelper;

namespace Rationale.Data;

/// <summary>Reads a CSV file some rows at a time. Only CsvHelper's field access is used, which needs no reflection.</summary>
internal sealed class CsvBlockReader : IDisposable
{
    // An unclosed quote would otherwise swallow the rest of the file into memory.
    private const int LargestRecord = 64 << 20;
    private readonly CsvReader _reader;
    private readonly string _name;
    private readonly CsvOptions _options;
    private readonly CsvLayout? _layout;
    private readonly Dictionary<string, int> _classes = new(StringComparer.Ordinal);
    private readonly List<string> _classNames = [];
    private readonly bool _classesAreGiven;
    private bool _recordIsWaiting;

    public CsvBlockReader(TextReader text, string name, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_name, _options) = (name, options);
        _reader = CsvReader.Create(text, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = options.Separator,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            TrackLineNumbers = true,
            MaxRecordSize = LargestRecord,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        if (options.ClassNames is { } given)
        {
            _classesAreGiven = true;
            foreach (var className in given)
            {
                if (!_classes.TryAdd(className, _classes.Count)) throw new ArgumentException($"The class {className} is given twice.");
                _classNames.Add(className);
            }
        }

        if (!Advance()) return;
        _layout = new CsvLayout(Fields(), name, options);
        _recordIsWaiting = !options.HasHeader;
    }

    /// <summary>The next rows, or null where there are none.</summary>
    public Dataset? Read(int most)
    {
        if (_layout is null) return null;
        List<float> features = [], targets = [];
        List<int> labels = [];
        var examples = 0;
        for (; examples < most && Advance(); examples++)
        {
            if (_reader.FieldCount != _layout.FieldCount)
                throw new DataFormatException($"{_name}: line {_reader.LineNumber} has {_reader.FieldCount} columns, but the first line has {_layout.FieldCount}.");
            foreach (var column in _layout.Features) features.Add(Number(column));
            foreach (var column in _layout.Targets) targets.Add(Number(column));
            if (_layout.Label is { } label) labels.Add(Class(label));
        }

        return examples == 0 ? null : ToDataset(_layout, features, targets, labels);
    }

    public void Dispose() => _reader.Dispose();

    private Dataset ToDataset(CsvLayout layout, List<float> features, List<float> targets, List<int> labels)
    {
        var matrix = FeatureMatrix.FromArray([.. features], layout.Features.Length);
        var dataset = layout.Label is null
            ? Dataset.ForRegression(matrix, FeatureMatrix.FromArray([.. targets], layout.Targets.Length))
            : Dataset.ForClassification(matrix, [.. labels], _classNames.Count).WithClassNames(_classNames);
        return dataset.WithFeatureNames(layout.FeatureNames);
    }

    private float Number(int column)
    {
        if (_reader.IsEmpty(column)) throw Bad(column, "is empty, but a number is needed");
        return float.TryParse(_reader.GetSpan(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw Bad(column, $"holds \"{Excerpt.Shorten(_reader.GetString(column))}\", but a finite number is needed");
    }

    private int Class(int column)
    {
        var text = _reader.GetString(column);
        if (text.Length == 0) throw Bad(column, "is empty, but a class is needed");
        if (_classes.TryGetValue(text, out var known)) return known;
        if (_classesAreGiven) throw Bad(column, $"holds \"{Excerpt.Shorten(text)}\", but the classes are {Excerpt.Shorten(_classNames)}");
        _classes.Add(text, _classNames.Count);
        _classNames.Add(text);
        return _classNames.Count - 1;
    }

    private DataFormatException Bad(int column, string what) =>
        new($"{_name}: line {_reader.LineNumber}, column {Excerpt.Shorten(_layout!.Names[column])} {what}.");

    private string[] Fields() => [.. Enumerable.Range(0, _reader.FieldCount).Select(i => _reader.GetString(i))];

    private bool Advance()
    {
        if (_recordIsWaiting)
        {
            _recordIsWaiting = false;
            return true;
        }

        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException exception)
        {
            throw new DataFormatException($"{_name}: line {exception.LineNumber} cannot be read as CSV ({Excerpt.Shorten(exception.Message.TrimEnd('.'))}).", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw CsvText.Undecodable(_name, _options, exception);
        }
    }
}
