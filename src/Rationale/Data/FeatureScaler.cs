using System.Text.Json;

namespace Rationale.Data;

/// <summary>
/// Brings features to a common scale: <c>(x - offset) / divisor</c> per feature. It is fitted on training data alone and then applied to
/// validation and test data, so that nothing of these leaks into training. Scaled data say so (<see cref="Dataset.Preprocessing"/>), and a model that is trained on them keeps the
/// scaling and takes raw data from then on. For more than a scaling, see <see cref="Preprocessing"/>. Differences are taken in double precision and rounded once: features that are large
/// beside their spread keep it.
/// </summary>
/// <remarks>Thread safety: immutable, and so is everything derived from it: any number of threads may use it.</remarks>
public abstract class FeatureScaler
{
    private readonly double[] _offsets;
    private readonly double[] _divisors;

    private protected FeatureScaler(double[] offsets, double[] divisors) => (_offsets, _divisors) = (offsets, divisors);

    /// <summary>What is subtracted from each feature.</summary>
    public IReadOnlyList<double> Offsets => _offsets;

    /// <summary>What each feature is then divided by; never 0.</summary>
    public IReadOnlyList<double> Divisors => _divisors;

    /// <summary>What a preprocessing calls the same scaling.</summary>
    private protected abstract string Label { get; }

    /// <summary>Scaled features; annotation mask, labels and names stay.</summary>
    /// <param name="dataset">Data with as many features as the scaler was fitted on.</param>
    /// <exception cref="ArgumentException">The number of features differs, or they are no numbers.</exception>
    public Dataset Transform(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.WithFeatures(Scale(dataset.Features, dataset.FeatureNames));
    }

    /// <summary>Scaled values, as a new matrix of floats.</summary>
    /// <param name="features">[examples × features].</param>
    /// <exception cref="ArgumentException">The width is not that of the fit, or the features are no numbers.</exception>
    public FeatureMatrix Transform(FeatureMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return Scale(features, features.ColumnNames);
    }

    /// <summary>The original values of scaled ones, as a new matrix of floats.</summary>
    /// <param name="features">[examples × features].</param>
    /// <exception cref="ArgumentException">The width is not that of the fit.</exception>
    public FeatureMatrix Inverse(FeatureMatrix features) => Map(features, null, (value, feature) => (value * _divisors[feature]) + _offsets[feature]);

    /// <summary>The scaler as JSON: its kind, offsets and divisors; reading it back gives the same scaler exactly.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", GetType().Name);
            WriteArray(json, "offsets", Offsets);
            WriteArray(json, "divisors", Divisors);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private protected static (double[] Offsets, double[] Divisors) Parse(string text, string kind)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            var found = document.RootElement.GetProperty("kind").GetString();
            if (found != kind)
            {
                throw new DataFormatException($"The JSON is of a {found}, but a {kind} was expected.");
            }

            var (offsets, divisors) = (ReadArray(document, "offsets"), ReadArray(document, "divisors"));
            if (offsets.Length != divisors.Length || offsets.Length == 0)
            {
                throw new DataFormatException($"The {kind} has {offsets.Length} offsets and {divisors.Length} divisors, but must have one of each per feature.");
            }

            var bad = Array.FindIndex(divisors, value => value == 0 || !double.IsFinite(value));
            return bad < 0
                ? (offsets, divisors)
                : throw new DataFormatException(FormattableString.Invariant($"Divisor {bad} of the {kind} is {divisors[bad]}, but must be finite and not 0."));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException
            || (exception is FormatException and not DataFormatException))
        {
            throw new DataFormatException($"The {kind} cannot be read from JSON ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    private static double[] ReadArray(JsonDocument document, string name) =>
        [.. document.RootElement.GetProperty(name).EnumerateArray().Select(element => element.GetDouble())];

    private static void WriteArray(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private FeatureMatrix Scale(FeatureMatrix features, IReadOnlyList<string>? names)
    {
        RawSchema.RequireNumbers(features, names);
        RequireWidth(features);
        var made = features.Preprocessing is { } before
            ? before.ThenScale(Label, _offsets, _divisors)
            : Preprocessing.FromScaler(Label, names, _offsets, _divisors);
        return Map(features, made, (value, feature) => (value - _offsets[feature]) / _divisors[feature]);
    }

    private FeatureMatrix Map(FeatureMatrix features, Preprocessing? preprocessing, Func<double, int, double> change)
    {
        ArgumentNullException.ThrowIfNull(features);
        RequireWidth(features);
        var values = new float[checked(features.Count * features.Width)];
        var row = new double[features.Width];
        for (var i = 0; i < features.Count; i++)
        {
            features.CopyExact(i, row);
            for (var j = 0; j < row.Length; j++)
            {
                values[(i * row.Length) + j] = (float)change(row[j], j);
            }
        }

        return new FloatFeatureMatrix(values, features.Count, features.Width, preprocessing);
    }

    private void RequireWidth(FeatureMatrix features)
    {
        if (features.Width != _offsets.Length)
        {
            throw new ArgumentException($"The matrix is {features.Width} values wide, but the scaler was fitted on {_offsets.Length} features.");
        }
    }
}
