using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [LayerNorm].</summary>
internal static class LayerNormReader
{
    /// <summary>Reads epsilon; it must be finite and above zero, because a row of equal values has variance zero.</summary>
    public static Layer Read(AttributeUse attribute, ReadingContext context)
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

        return new LayerNorm(epsilon);
    }
}
