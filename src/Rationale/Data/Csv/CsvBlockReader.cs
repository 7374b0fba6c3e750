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
    private readonly HashSet<string> _missing;
    private bool _recordIsWaiting;

    public CsvBlockReader(TextReader text, string name, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_name, _options, _missing) = (name, options, new HashSet<string>(options.MissingTexts, StringComparer.Ordinal));
        _reader = CsvReader.Create(text, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = options.Separator,
            CommentPrefix = options.CommentCharacter,
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
                if (!_classes.TryAdd(className, _classes.Count))
                {
                    throw new ArgumentException($"The class {className} is given twice.");
                }

                _classNames.Add(className);
            }
        }

        if (!Advance())
        {
            return;
        }

        _layout = new CsvLayout(Fields(), name, options);
        _recordIsWaiting = !options.HasHeader;
    }

    /// <summary>Rows that were left out so far.</summary>
    public long Dropped { get; private set; }

    /// <summary>The next rows, or null where there are none. Where no classes were given, all rows must be read at once: later ones could change the order of the classes.</summary>
    public Dataset? Read(int most, CancellationToken cancellationToken = default)
    {
        if (_layout is null)
        {
            return null;
        }

        List<double> features = [];
        List<float> targets = [];
        List<int> labels = [];
        TextDictionary?[] texts = [.. _layout.Features.Select(column => _layout.IsText[column] ? new TextDictionary() : null)];
        var examples = 0;
        while (examples < most && Advance())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_reader.FieldCount != _layout.FieldCount)
            {
                throw new DataFormatException($"{_name}: line {_reader.LineNumber} has {_reader.FieldCount} columns, but the first line has {_layout.FieldCount}.");
            }

            if (_options.MissingValues == MissingValues.DropRows && LacksValue(_layout))
            {
                Dropped++;
                continue;
            }

            for (var i = 0; i < texts.Length; i++)
            {
                features.Add(texts[i] is { } dictionary ? Text(_layout.Features[i], dictionary) : Feature(_layout.Features[i]));
            }

            foreach (var column in _layout.Targets)
            {
                targets.Add((float)Number(column, ""));
            }

            if (_layout.Label is { } label)
            {
                labels.Add(Class(label));
            }

            examples++;
        }

        if (!_classesAreGiven)
        {
            ClassOrder.Sort(_classNames, labels, _options.Culture);
        }

        return examples == 0 ? null : ToDataset(_layout, [.. features], texts, targets, labels);
    }

    public void Dispose() => _reader.Dispose();

    private Dataset ToDataset(CsvLayout layout, double[] features, TextDictionary?[] texts, List<float> targets, List<int> labels)
    {
        var matrix = RawFeatureMatrix.Create(features, layout.FeatureNames, [.. texts.Select(dictionary => dictionary?.Texts)], keepsNames: false);
        var dataset = layout.Label is null
            ? Dataset.ForRegression(matrix, FeatureMatrix.FromArray([.. targets], layout.Targets.Length))
            : Dataset.ForClassification(matrix, [.. labels], _classNames.Count).WithClassNames(_classNames);
        return dataset.WithFeatureNames(layout.FeatureNames);
    }

    private bool LacksValue(CsvLayout layout) =>
        layout.Features.Any(IsMissing) || layout.Targets.Any(IsMissing) || (layout.Label is { } label && IsMissing(label));

    private bool IsMissing(int column) => _missing.Contains(_reader.GetString(column));

    private double Feature(int column)
    {
        if (TryNumber(column, out var value))
        {
            return value;
        }

        if (!IsMissing(column))
        {
            return Number(column, "; if the column holds texts, name it in CsvOptions.CategoricalColumns");
        }

        return _options.MissingValues == MissingValues.Keep
            ? double.NaN
            : throw Bad(column, $"{(_reader.IsEmpty(column) ? "is empty" : $"holds \"{_reader.GetString(column)}\"")}, but a number is needed; set CsvOptions.MissingValues to leave such rows out, or to keep and fill them");
    }

    private double Text(int column, TextDictionary dictionary)
    {
        var text = _reader.GetString(column);
        if (!_missing.Contains(text))
        {
            return dictionary.Add(text);
        }

        return _options.MissingValues == MissingValues.Keep
            ? double.NaN
            : throw Bad(column, $"{(text.Length == 0 ? "is empty" : $"holds \"{text}\"")}, which stands for a missing value; set CsvOptions.MissingValues to leave such rows out or to keep them, or take it out of CsvOptions.MissingTexts");
    }

    private double Number(int column, string advice)
    {
        if (TryNumber(column, out var value))
        {
            return value;
        }

        if (_reader.IsEmpty(column))
        {
            throw Bad(column, "is empty, but a number is needed");
        }

        var text = _reader.GetString(column);
        throw Bad(column, $"holds \"{Excerpt.Shorten(text)}\", but a finite number is needed{CommaAdvice(text)}{(DecimalComma.IsNumber(text) && _options.Culture is null ? "" : advice)}");
    }

    private string CommaAdvice(string text) => DecimalComma.IsPossible(text) && _options.Culture is null ? "; where it is a decimal comma, set CsvOptions.Culture" : "";

    /// <summary>A number that is finite as a float too: what is stored in double precision is computed with in single precision in the end.</summary>
    private bool TryNumber(int column, out double value) =>
        double.TryParse(_reader.GetSpan(column), NumberStyles.Float, _options.Culture ?? CultureInfo.InvariantCulture, out value) && float.IsFinite((float)value);

    private int Class(int column)
    {
        var text = _reader.GetString(column);
        if (text.Length == 0)
        {
            throw Bad(column, "is empty, but a class is needed");
        }

        if (_classes.TryGetValue(text, out var known))
        {
            return known;
        }

        if (_classesAreGiven)
        {
            throw Bad(column, $"holds \"{Excerpt.Shorten(text)}\", but the classes are {Excerpt.Shorten(_classNames)}");
        }

        _classes.Add(text, _classNames.Count);
        _classNames.Add(text);
        return _classNames.Count - 1;
    }

    private DataFormatException Bad(int column, string what) =>
        new($"{_name}: line {_reader.LineNumber}, column {_layout!.Describe(column)} {what}.");

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
            throw new DataFormatException($"{_name}: line {exception.LineNumber} cannot be read as CSV ({Excerpt.Reason(exception)}).", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw CsvText.Undecodable(_name, _options, exception);
        }
        catch (InvalidDataException exception)
        {
            throw new DataFormatException($"{_name}: the compressed data are damaged ({exception.Message.TrimEnd('.')}).", exception);
        }
    }
}
