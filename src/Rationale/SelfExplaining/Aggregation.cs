using System.Numerics.Tensors;

namespace Rationale.SelfExplaining;

/// <summary>How outputs change with a concept. They are sums of what concepts contribute, so that each can be changed exactly and by itself.</summary>
internal static class Aggregation
{
    /// <summary>Outputs with one concept at another value, and all relevances as they are.</summary>
    /// <param name="aggregation">φ; null for none.</param>
    /// <param name="effects">A θ of the concept for each output.</param>
    /// <param name="from">The concept's value.</param>
    /// <param name="to">Its other value.</param>
    /// <param name="outputs">The outputs, which are changed.</param>
    public static void Move(AggregationFunction? aggregation, ReadOnlySpan<float> effects, float from, float to, Span<float> outputs)
    {
        if (aggregation is null)
        {
            TensorPrimitives.MultiplyAdd(effects, to - from, outputs, outputs);
            return;
        }

        var transformed = new float[2 * effects.Length];
        TensorPrimitives.Multiply(effects, from, transformed);
        TensorPrimitives.Multiply(effects, to, transformed.AsSpan(effects.Length));
        transformed = aggregation.Map(transformed);
        TensorPrimitives.Subtract(outputs, transformed.AsSpan(0, effects.Length), outputs);
        TensorPrimitives.Add(outputs, transformed.AsSpan(effects.Length), outputs);
    }
}
