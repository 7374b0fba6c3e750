using Rationale.Data;

namespace Rationale.Counterfactuals;

/// <summary>The values that pixels may have.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
public readonly record struct ValueRange(float Minimum, float Maximum)
{
    /// <summary>From 0 to 1.</summary>
    public static ValueRange ZeroToOne { get; } = new(0, 1);

    /// <summary>From −1 to 1, what a tanh gives.</summary>
    public static ValueRange MinusOneToOne { get; } = new(-1, 1);

    /// <summary>Whether every value lies in the range.</summary>
    /// <exception cref="ArgumentException">One does not; the message says where.</exception>
    internal void Check(FeatureMatrix images, string name)
    {
        var row = new float[images.Width];
        for (var i = 0; i < images.Count; i++)
        {
            images.CopyRows(i, 1, row);
            for (var at = 0; at < row.Length; at++)
            {
                if (!(row[at] >= Minimum && row[at] <= Maximum))
                {
                    throw new ArgumentException(FormattableString.Invariant(
                        $"Value {at} of {name} {i} is {row[at]}, but the images were declared to lie between {Minimum} and {Maximum}; scale them, or declare the range that they have."));
                }
            }
        }
    }
}
