using Rationale.Data;

namespace Rationale.Counterfactuals;

/// <summary>The pixels that are known to decide, where images were made and one knows: what the best map could score. Below 1 it says what closing and blur cost.</summary>
/// <param name="Masks">[pairs × values of an image], 1 where a value decides and 0 elsewhere.</param>
public sealed record OracleMap(FeatureMatrix Masks) : DiscriminativeMethod
{
    /// <inheritdoc/>
    public override string Name => "oracle";

    internal override float[] Map(PairContext context, ShareProgress? progress)
    {
        if (Masks is null || Masks.Count != context.Pairs.Count || Masks.Width != context.Width)
        {
            throw new ArgumentException(
                $"The oracle has {Masks?.Count ?? 0} masks of {Masks?.Width ?? 0} values for {context.Pairs.Count} pairs of images of {context.Width} values; give one mask for each pair, those that a filter has kept.");
        }

        return Masks.ToArray();
    }
}
