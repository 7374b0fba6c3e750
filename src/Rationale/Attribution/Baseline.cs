using Rationale.Data;
using Rationale.Models;

namespace Rationale.Attribution;

/// <summary>What an input holds when it says nothing: where integration starts, and what stands in place of what is left out. Immutable, so safe for any number of threads.</summary>
public sealed class Baseline
{
    private readonly float _value;
    private readonly float[]? _example;
    private readonly FeatureMatrix? _examples;

    private Baseline(float value, float[]? row, FeatureMatrix? examples) => (_value, _example, _examples) = (value, row, examples);

    /// <summary>Zero everywhere.</summary>
    public static Baseline Zero { get; } = Constant(0);

    /// <summary>One number everywhere.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">The number is not finite.</exception>
    public static Baseline Constant(float value) => float.IsFinite(value)
        ? new Baseline(value, null, null)
        : throw new ArgumentException(FormattableString.Invariant($"The baseline is {value}, but it must be a finite number."));

    /// <summary>One example for all: an average, a neutral image.</summary>
    /// <param name="row">The example; it is copied.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static Baseline Example(ReadOnlySpan<float> row)
    {
        var matrix = FeatureMatrix.FromSpan(row, Math.Max(1, row.Length));
        DatasetChecks.Finite(matrix, "baseline");
        return new Baseline(0, row.ToArray(), null);
    }

    /// <summary>An example of its own for each explained example.</summary>
    /// <param name="examples">As many examples as are explained.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static Baseline PerExample(FeatureMatrix examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        DatasetChecks.Finite(examples, "baseline");
        return new Baseline(0, null, examples);
    }

    /// <summary>The mean of each input over some data.</summary>
    /// <param name="data">Examples to average.</param>
    public static Baseline Mean(FeatureMatrix data)
    {
        ArgumentNullException.ThrowIfNull(data);
        DatasetChecks.Features(data);
        var (sums, row) = (new double[data.Width], new float[data.Width]);
        for (var i = 0; i < data.Count; i++)
        {
            data.CopyRows(i, 1, row);
            for (var j = 0; j < row.Length; j++)
            {
                sums[j] += row[j];
            }
        }

        return new Baseline(0, [.. sums.Select(sum => (float)(sum / data.Count))], null);
    }

    /// <summary>Puts the baseline of an example into a span.</summary>
    internal void Fill(int example, Span<float> destination)
    {
        if (_examples is not null)
        {
            _examples.CopyRows(example, 1, destination);
        }
        else if (_example is not null)
        {
            _example.CopyTo(destination);
        }
        else
        {
            destination.Fill(_value);
        }
    }

    /// <summary>Whether the baseline fits the examples, and is something that the function takes in place of them.</summary>
    internal void Check(ScoreFunction function, FeatureMatrix features)
    {
        var (width, count) = (_examples?.Width ?? _example?.Length ?? features.Width, _examples?.Count ?? features.Count);
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
            DataChecks.Features(model, _examples ?? FeatureMatrix.FromArray(_example ?? [.. Enumerable.Repeat(_value, width)], width));
        }
    }
}
