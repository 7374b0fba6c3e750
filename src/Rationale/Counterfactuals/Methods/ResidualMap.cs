using System.Numerics.Tensors;

namespace Rationale.Counterfactuals;

/// <summary>The difference of both images, |x_R − x_C|, with its smallest value brought to zero: a strong baseline wherever counterfactuals change little, which asks no classifier.</summary>
public sealed record ResidualMap : DiscriminativeMethod
{
    /// <inheritdoc/>
    public override string Name => "residual";

    internal override float[] Map(PairContext context, ShareProgress? progress) =>
        FromZero(context.Combine(new float[context.Pairs.Count * context.Width], (_, real, counterfactual) => Math.Abs(real - counterfactual)), context.Width);

    /// <summary>Subtracts from each map its smallest value.</summary>
    internal static float[] FromZero(float[] maps, int width)
    {
        for (var start = 0; start < maps.Length; start += width)
        {
            var map = maps.AsSpan(start, width);
            TensorPrimitives.Subtract(map, TensorPrimitives.Min<float>(map), map);
        }

        return maps;
    }
}
