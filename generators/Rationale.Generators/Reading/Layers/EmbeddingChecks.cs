using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Holds [Embedding] to the place where its input is token ids.</summary>
internal static class EmbeddingChecks
{
    /// <summary>Reports an embedding that does not stand right after [Input].</summary>
    /// <param name="layers">Layers in order, without [Input].</param>
    /// <param name="afterInput">Whether the first layer gets the features: in a block it may get anything.</param>
    /// <param name="context">Where problems go.</param>
    public static void Check(IReadOnlyList<(AttributeUse Attribute, Layer Layer)> layers, bool afterInput, ReadingContext context)
    {
        foreach (var (attribute, layer) in layers.Skip(afterInput ? 1 : 0))
        {
            if (layer is EmbeddingLayer)
            {
                context.Problems.Block(RuleIds.EmbeddingNotFirst, attribute.Location, context.ModelName);
            }
        }
    }
}
