using System.Text;
using CsvHelper;

namespace Rationale.Data;

/// <summary>Reads a CSV file some rows at a time. Only CsvHelper's field access is used, which needs no reflection.</summary>
internal sealed class CsvBlockReader : IDisposable
{
    // An unclosed quote would otherwise swallow the rest of the file into memory.
    private const int LargestRecord = 64 << 20;
    private const int RowsBetweenReports = 4096;
    private readonly CsvReader _reader;
    private readonly string _name;
    private readonly CsvOptions _options;
    private readonly CsvLayout? _layout;
    private readonly Dictionary<string, int> _classes = new(StringComparer.Ordinal);
    private readonly List<string> _classNames = [];
    private readonly bool _classesAreGiven;
    private readonly HashSet<string> _missing;
    private bool _recordIsWaiting;

    /// <param name="text">The content.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="options">What its columns mean.</param>
    /// <param name="isLabeled">Whether labels or targets are read.</param>
    public CsvBlockReader(TextReader text, string name, CsvOptions options, bool isLabeled = true)
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

        _layout = new CsvLayout(Fields(), name, options, isLabeled);
        _recordIsWaiting = !options.HasHeader;
    }

    /// <summary>Rows that were left out so far.</summary>
    public long Dropped { get; private set; }

    /// <summary>The next rows, or null where there are none. Where no classes were given, all rows must be read at once: later ones could change the order of the classes.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="report">Called now and then; may throw.</param>
    public Dataset? Read(int most, Action? report = null)
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
            if (_reader.FieldCount != _layout.FieldCount)
            {
                throw new DataFormatException($"{_name}: line {_reader.LineNumber} has {_reader.FieldCount} columns, but the first line has {_layout.FieldCount}{(_reader.FieldCount > _layout.FieldCount ? $"; put values that hold '{_options.Separator}' into quotes" : "; leave nothing between two separators where a value is missing")}.");
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

            if (++examples % RowsBetweenReports == 0)
            {
                report?.Invoke();
            }
        }

        if (!_classesAreGiven && _layout.Label is not null)
        {
            ClassOrder.Sort(_classNames, labels, _options.Culture);
        }

        return examples == 0 ? null : ToDataset(_layout, [.. features], texts, targets, labels);
    }

    public void Dispose() => _reader.Dispose();

    private Dataset ToDataset(CsvLayout layout, double[] features, TextDictionary?[] texts, List<float> targets, List<int> labels)
    {
        var matrix = RawFeatureMatrix.Create(features, layout.FeatureNames, [.. texts.Select(dictionary => dictionary?.Texts)], keepsNames: false);
        var dataset = layout.Label is null && layout.Targets.Length == 0 ? Dataset.Unlabeled(matrix)
            : layout.Label is null ? Dataset.ForRegression(matrix, FeatureMatrix.FromArray([.. targets], layout.Targets.Length))
            : Dataset.ForClassification(matrix, [.. labels], _classNames.Count).WithClassNames(_classNames);
        return dataset.WithFeatureNames(layout.FeatureNames).WithReading(layout.Reading);
    }

    private bool LacksValue(CsvLayout layout) =>
        layout.Features.Any(IsMissing) || layout.Targets.Any(IsMissing) || (layout.Label is { } label && IsMissing(label) && !IsGivenClass(label));

    private bool IsMissing(int column) => _missing.Contains(_reader.GetString(column));

    /// <summary>Whether a text that usually stands for a missing value is said to be a class.</summary>
    private bool IsGivenClass(int column) => _classesAreGiven && _classes.ContainsKey(_reader.GetString(column));

    private double Feature(int column)
    {
        if (_layout!.IsDate[column] ? CsvValue.TryDate(_reader.GetString(column), _options, out var value) : TryNumber(column, out value))
        {
            return value;
        }

        if (!IsMissing(column))
        {
            return _layout.IsDate[column] ? throw NoDate(column) : Number(column, "; if the column holds texts, name it in CsvOptions.CategoricalColumns");
        }

        return _options.MissingValues == MissingValues.Keep
            ? double.NaN
            : throw Bad(column, $"{(_reader.IsEmpty(column) ? "is empty" : $"holds \"{_reader.GetString(column)}\"")}, but a {(_layout.IsDate[column] ? "date" : "number")} is needed; set CsvOptions.MissingValues to leave such rows out, or to keep and fill them");
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
        throw Bad(column, $"holds \"{Excerpt.Shorten(text)}\", but a finite number is needed{Advice(text, advice)}");
    }

    /// <summary>What may be wrong with a text that is no number. One that would be a number, or a date, is hardly a category.</summary>
    private string Advice(string text, string texts)
    {
        var (numbers, isNumber) = DecimalComma.Advice(text, _options, "set CsvOptions.Culture", "set CsvOptions.ThousandsSeparator");
        return numbers + (isNumber ? "" : texts.Length > 0 && CsvValue.LooksLikeDate(text) ? "; if the column holds dates, name it in CsvOptions.DateColumns" : texts);
    }

    private DataFormatException NoDate(int column) => Bad(column, $"holds \"{Excerpt.Shorten(_reader.GetString(column))}\", but a date is needed{(_options.DateFormat is { } format ? $" that is written {Excerpt.Shorten(format)}" : " such as 2024-01-31")}; set CsvOptions.DateFormat to how the file writes dates, such as \"dd.MM.yyyy\"");

    private bool TryNumber(int column, out double value) => CsvValue.TryNumber(_reader.GetSpan(column), _options, out value);

    private int Class(int column)
    {
        var text = _reader.GetString(column);
        if (_classes.TryGetValue(text, out var known))
        {
            return known;
        }

        if (text.Length == 0 || IsMissing(column))
        {
            throw Bad(column, text.Length == 0
                ? "is empty, but a class is needed; leave such rows out with MissingValues.DropRows, or read examples without classes by CsvFile.ReadUnlabeled"
                : $"holds \"{text}\", which stands for a missing value, but a class is needed; leave such rows out with MissingValues.DropRows or, where it is a class, name all classes in CsvOptions.ClassNames");
        }

        if (_classesAreGiven)
        {
            throw Bad(column, $"holds \"{Excerpt.Shorten(text)}\", but the classes are {Excerpt.Shorten(_classNames)}; where it is one of its own, add it to CsvOptions.ClassNames");
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
