using Rationale.Graph.Models;

namespace Rationale.SelfExplaining;

/// <summary>
/// Whether more of what speaks for a class never speaks against it: the aggregator must not fall (Alvarez-Melis and Jaakkola 2018, definition 3.3). The sum and the
/// positive affine one never do; an aggregation with activations of one's own is tried at many points.
/// </summary>
/// <param name="Lowest">The least contribution that was tried.</param>
/// <param name="Highest">The largest contribution that was tried.</param>
/// <param name="FallsAt">The contribution from which a larger one, the next that was tried, gives less; null where none was found.</param>
public readonly record struct AggregatorCheck(float Lowest, float Highest, float? FallsAt)
{
    /// <summary>More than rounding can take away, as a share of the values around.</summary>
    private const float Rounding = 1e-6f;

    /// <summary>Whether no fall was found.</summary>
    public bool IsMonotone => FallsAt is null;

    /// <summary>Tries the aggregator of a model over the contributions that examples have, and as far again on both sides.</summary>
    /// <param name="model">A self-explaining model.</param>
    /// <param name="explanations">Explanations of examples by the model.</param>
    /// <param name="points">How many contributions to try, evenly spaced, at least 2.</param>
    /// <exception cref="ArgumentException">The model has no concepts, there are no examples, or there are fewer than two points.</exception>
    public static AggregatorCheck Run(IModel model, ConceptExplanations explanations, int points = 10_001)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(explanations);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(explanations.Count, 1, nameof(explanations));
        if (model.Specification.Layers.LastOrDefault() is not SelfExplainingNetwork network)
        {
            throw new ArgumentException($"'{model.Specification.Name}' has no concepts whose contributions are added; add [SelfExplaining].", nameof(model));
        }

        var (lowest, highest) = Range(explanations);
        if (AggregationFunction.TryCreate(network) is not { } function)
        {
            return new AggregatorCheck(lowest, highest, null);
        }

        var tried = Enumerable.Range(0, points).Select(i => (float)(lowest + (((double)highest - lowest) * i / (points - 1)))).ToArray();
        var values = function.Map(tried);
        for (var i = 1; i < points; i++)
        {
            if (!(values[i] >= values[i - 1] - (Rounding * Math.Max(Math.Abs(values[i]), Math.Abs(values[i - 1])))))
            {
                return new AggregatorCheck(lowest, highest, tried[i - 1]);
            }
        }

        return new AggregatorCheck(lowest, highest, null);
    }

    private static (float Lowest, float Highest) Range(ConceptExplanations explanations)
    {
        var (lowest, highest) = (0f, 0f);
        for (var example = 0; example < explanations.Count; example++)
        {
            var outputs = explanations.Outputs(example).Length;
            for (var i = 0; i < explanations.Effects(example).Length; i++)
            {
                var contribution = explanations.Effects(example)[i] * explanations.Concepts(example)[i / outputs];
                (lowest, highest) = (Math.Min(lowest, contribution), Math.Max(highest, contribution));
            }
        }

        var reach = Math.Max(1, highest - lowest);
        return (lowest - reach, highest + reach);
    }
}
