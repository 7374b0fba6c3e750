using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Looks for layers that tie examples to their batch where a term of the loss looks at gradients of single examples.</summary>
internal static class BatchStatisticsChecks
{
    private const string Advice = "use [LayerNorm] or [InstanceNorm], or set Frozen = true";

    /// <summary>Advises against each [BatchNorm], and each block with one, under the first term that differentiates with respect to the input.</summary>
    public static void Check(LayerStack stack, ModelSpecification model, ReadingContext context)
    {
        if (model.Objectives.FirstOrDefault(term => term.HasInnerGradient) is not { } term)
        {
            return;
        }

        var penalty = term.Coefficients.FirstOrDefault() is { } coefficient ? $"[{coefficient.Attribute}]" : term.Title;
        foreach (var (attribute, _) in stack.AllLayers.Where(entry => HasBatchStatistics(entry.Layer)).GroupBy(entry => entry.Attribute).Select(same => same.First()))
        {
            context.Problems.Advise(RuleIds.BatchStatisticsUnderPenalty, attribute.Location, context.ModelName, attribute.Name, penalty, Advice);
        }
    }

    private static bool HasBatchStatistics(Layer layer) => layer is BatchNormLayer { Frozen: false } || (layer is ResidualLayer block && block.Layers.Any(HasBatchStatistics));
}
