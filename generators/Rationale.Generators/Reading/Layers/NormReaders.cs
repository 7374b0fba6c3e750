using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [LayerNorm], [BatchNorm] and [InstanceNorm].</summary>
internal static class NormReaders
{
    /// <summary>Reads [LayerNorm].</summary>
    public static Layer ReadLayerNorm(AttributeUse attribute, ReadingContext context) => new LayerNormLayer(Epsilon(attribute, context));

    /// <summary>Reads [InstanceNorm].</summary>
    public static Layer ReadInstanceNorm(AttributeUse attribute, ReadingContext context) =>
        new InstanceNormLayer(Epsilon(attribute, context), attribute.Value(nameof(InstanceNormAttribute.Affine), false));

    /// <summary>Reads [BatchNorm].</summary>
    public static Layer ReadBatchNorm(AttributeUse attribute, ReadingContext context)
    {
        var momentum = attribute.Value(nameof(BatchNormAttribute.Momentum), new BatchNormAttribute().Momentum);
        if (!(momentum > 0 && momentum <= 1))
        {
            context.Problems.Block(RuleIds.NormMomentumOutOfRange, attribute.LocationOf(nameof(BatchNormAttribute.Momentum)), context.ModelName, ReadingContext.Text(momentum));
        }

        return new BatchNormLayer(momentum, Epsilon(attribute, context), attribute.Value(nameof(BatchNormAttribute.Frozen), false));
    }

    /// <summary>Epsilon must be finite and above zero, because an example of equal values has variance zero.</summary>
    private static double Epsilon(AttributeUse attribute, ReadingContext context)
    {
        var epsilon = attribute.Value(nameof(LayerNormAttribute.Epsilon), new LayerNormAttribute().Epsilon);

        // What is zero in single precision divides by zero all the same.
        if (!((float)epsilon > 0) || float.IsInfinity((float)epsilon))
        {
            context.Problems.Block(
                RuleIds.EpsilonOutOfRange,
                attribute.LocationOf(nameof(LayerNormAttribute.Epsilon)),
                context.ModelName,
                ReadingContext.Text(epsilon));
        }

        return epsilon;
    }
}
