using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Reading;

/// <summary>Reads [AttributionPrior], and the nested class marked with [PriorNetwork].</summary>
internal static class AttributionPriorReader
{
    /// <summary>Reads the term; what is set beside a preset wins.</summary>
    public static IEnumerable<ObjectiveTerm> Read(AttributeUse attribute, ModelTask? task, EquatableArray<Layer> layers, ReadingContext context)
    {
        var settings = Settings(attribute, context);
        yield return new AttributionPrior(
            AttributionSourceReader.Weight(attribute, context),
            context.Count(attribute, "metaFeatures"),
            Network(attribute, settings, context),
            AttributionSourceReader.Read(attribute, task, context),
            settings.Signed,
            context.Choice(attribute, nameof(AttributionPriorAttribute.Norm), PenaltyNorm.L1),
            settings.LearningRate);
    }

    private static PriorSettings Settings(AttributeUse attribute, ReadingContext context)
    {
        var preset = PriorSettings.For(context.Choice(attribute, nameof(AttributionPriorAttribute.Preset), PriorPreset.None));
        var settings = new PriorSettings(
            attribute.Sets(nameof(AttributionPriorAttribute.Hidden)) ? new EquatableArray<int>(attribute.Values(nameof(AttributionPriorAttribute.Hidden))) : preset.Hidden,
            attribute.Sets(nameof(AttributionPriorAttribute.Dropout)) ? attribute.Value(nameof(AttributionPriorAttribute.Dropout), 0.0) : preset.Dropout,
            attribute.Sets(nameof(AttributionPriorAttribute.LearningRate)) ? attribute.Value(nameof(AttributionPriorAttribute.LearningRate), 0.0) : preset.LearningRate,
            attribute.Sets(nameof(AttributionPriorAttribute.Signed)) ? attribute.Value(nameof(AttributionPriorAttribute.Signed), false) : preset.Signed);
        if (!(settings.Dropout >= 0 && settings.Dropout < 1))
        {
            context.Problems.Block(RuleIds.DropoutRateOutOfRange, attribute.LocationOf(nameof(AttributionPriorAttribute.Dropout)), context.ModelName, $"Dropout = {ReadingContext.Text(settings.Dropout)} of [{attribute.Name}]");
        }

        if (!(settings.LearningRate >= 0) || double.IsInfinity(settings.LearningRate))
        {
            context.Problems.Block(RuleIds.LearningRateOutOfRange, attribute.LocationOf(nameof(AttributionPriorAttribute.LearningRate)), context.ModelName, ReadingContext.Text(settings.LearningRate), attribute.Name);
        }

        foreach (var units in settings.Hidden.Where(units => units < 1))
        {
            context.Problems.Block(RuleIds.CountBelowOne, attribute.LocationOf(nameof(AttributionPriorAttribute.Hidden)), attribute.Name, context.ModelName, nameof(AttributionPriorAttribute.Hidden), ReadingContext.Text(units));
        }

        return settings;
    }

    private static EquatableArray<Layer> Network(AttributeUse attribute, PriorSettings settings, ReadingContext context)
    {
        var own = context.Blocks.Part(nameof(PriorNetworkAttribute), attribute, context);
        if (own.Count == 0)
        {
            return settings.Network;
        }

        var besides = new[] { nameof(AttributionPriorAttribute.Hidden), nameof(AttributionPriorAttribute.Dropout) }.FirstOrDefault(attribute.Sets);
        if (besides is not null)
        {
            context.Problems.Block(RuleIds.PriorNetworkTwice, attribute.LocationOf(besides), context.ModelName, besides);
        }

        return own;
    }
}
