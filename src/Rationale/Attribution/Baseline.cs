using Rationale.Data;
using Rationale.Models;

namespace Rationale.Attribution;

/// <summary>What an input holds when it says nothing: where integration starts, and what stands in place of what is left out. Immutable, so safe for any number of threads.</summary>
public sealed class Baseline
{
    private readonly float _value;
    private readonly FeatureMatrix? _example;
    private readonly FeatureMatrix? _examples;

    /// <summary>Whether an example is what the function takes already, though nothing says that it is preprocessed.</summary>
    private readonly bool _isPrepared;

    private Baseline(float value, FeatureMatrix? row, FeatureMatrix? examples, bool isPrepared = false) => (_value, _example, _examples, _isPrepared) = (value, row, examples, isPrepared);

    /// <summary>Zero everywhere, after the preprocessing of a model that has one: the mean of a standardized feature.</summary>
    public static Baseline Zero { get; } = Constant(0);

    /// <summary>One number everywhere, after the preprocessing of a model that has one.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">The number is not finite.</exception>
    public static Baseline Constant(float value) => float.IsFinite(value)
        ? new Baseline(value, null, null)
        : throw new ArgumentException(FormattableString.Invariant($"The baseline is {value}, but it must be a finite number."));

    /// <summary>A number, <c>an example</c>, or <c>an example for each</c>.</summary>
    public override string ToString() => _example is not null ? "an example" : _examples is not null ? "an example for each" : _value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>One example for all: an average, a neutral image.</summary>
    /// <param name="row">The example, raw where the model has a preprocessing; it is copied.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static Baseline Example(ReadOnlySpan<float> row)
    {
        var matrix = FeatureMatrix.FromSpan(row, Math.Max(1, row.Length));
        DatasetChecks.Finite(matrix, "baseline");
        return new Baseline(0, matrix, null);
    }

    /// <summary>An example of its own for each explained example.</summary>
    /// <param name="examples">As many examples as are explained, raw or preprocessed.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static Baseline PerExample(FeatureMatrix examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (examples.Schema is not { IsRaw: true })
        {
            DatasetChecks.Finite(examples, "baseline");
        }

        return new Baseline(0, null, examples);
    }

    /// <summary>The mean of each input over some data.</summary>
    /// <param name="data">Examples to average, raw or preprocessed; numbers only, so that categories are preprocessed first.</param>
    /// <exception cref="ArgumentException">There are no examples, or a value is no number.</exception>
    public static Baseline Mean(FeatureMatrix data)
    {
        ArgumentNullException.ThrowIfNull(data);
        DatasetChecks.Features(data);
        RawSchema.RequireNumbers(data, data.ColumnNames);
        var (sums, row) = (new double[data.Width], new float[data.Width]);
        for (var i = 0; i < data.Count; i++)
        {
            data.CopyRows(i, 1, row);
            for (var j = 0; j < row.Length; j++)
            {
                sums[j] += row[j];
            }
        }

        var mean = FeatureMatrix.FromArray([.. sums.Select(sum => (float)(sum / data.Count))], data.Width);
        return new Baseline(0, data.Preprocessing is { } preprocessing ? mean.AsPreprocessed(preprocessing) : mean, null);
    }

    /// <summary>One example for all, in the features that the function takes.</summary>
    internal static Baseline Prepared(ReadOnlySpan<float> row) => new(0, FeatureMatrix.FromSpan(row, row.Length), null, isPrepared: true);

    /// <summary>Puts the baseline of an example into a span.</summary>
    internal void Fill(int example, Span<float> destination)
    {
        if (_examples is not null)
        {
            _examples.CopyRows(example, 1, destination);
        }
        else if (_example is not null)
        {
            _example.CopyRows(0, 1, destination);
        }
        else
        {
            destination.Fill(_value);
        }
    }

    /// <summary>The baseline in the features that a function takes, once it is known that it fits the examples.</summary>
    /// <exception cref="ArgumentException">It has another width or number of examples, or something that the function does not take.</exception>
    internal Baseline For(ScoreFunction function, FeatureMatrix features)
    {
        var fitting = _isPrepared ? this : new Baseline(_value, _example is null ? null : function.Prepare(_example), _examples is null ? null : function.Prepare(_examples));
        fitting.Check(function, features);
        return fitting;
    }

    private void Check(ScoreFunction function, FeatureMatrix features)
    {
        var (width, count) = (_examples?.Width ?? _example?.Width ?? features.Width, _examples?.Count ?? features.Count);
        if (width != features.Width)
        {
            throw new ArgumentException($"The baseline has {width} values, but an example has {features.Width} features; both must have the same number.");
        }

        if (count != features.Count)
        {
            throw new ArgumentException($"{count} baselines were given for {features.Count} examples; give one for each, or Baseline.Example for all.");
        }

        if (function.Specification is { } model)
        {
            DataChecks.Features(model, _examples ?? _example ?? FeatureMatrix.FromArray([.. Enumerable.Repeat(_value, width)], width));
        }
    }
}
