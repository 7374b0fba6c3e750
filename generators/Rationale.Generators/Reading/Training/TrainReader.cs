using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Train].</summary>
internal static class TrainReader
{
    /// <summary>The rule of each setting that has a range, and whether its message names attribute and setting.</summary>
    private static readonly Dictionary<string, (string Rule, bool NamesSetting)> Rules = new()
    {
        [nameof(TrainingDefaults.Epochs)] = (RuleIds.CountBelowOne, true),
        [nameof(TrainingDefaults.BatchSize)] = (RuleIds.CountBelowOne, true),
        [nameof(TrainingDefaults.LearningRate)] = (RuleIds.LearningRateOutOfRange, false),
        [nameof(TrainingDefaults.Momentum)] = (RuleIds.MomentumOutOfRange, false),
        [nameof(TrainingDefaults.WeightDecay)] = (RuleIds.WeightOutOfRange, true),
        [nameof(TrainingDefaults.ClipNorm)] = (RuleIds.WeightOutOfRange, true),
    };

    /// <summary>Reads every default of the training.</summary>
    public static TrainingDefaults Read(AttributeUse attribute, ReadingContext context)
    {
        var defaults = new TrainAttribute();
        var training = new TrainingDefaults(
            attribute.Value(nameof(defaults.Epochs), defaults.Epochs),
            attribute.Value(nameof(defaults.BatchSize), defaults.BatchSize),
            context.Choice(attribute, nameof(defaults.Optimizer), defaults.Optimizer),
            attribute.Value(nameof(defaults.LearningRate), defaults.LearningRate),
            attribute.Value(nameof(defaults.Momentum), defaults.Momentum),
            attribute.Value(nameof(defaults.WeightDecay), defaults.WeightDecay),
            attribute.Value(nameof(defaults.ClipNorm), defaults.ClipNorm));
        CheckRanges(attribute, training, context);
        CheckOptimizer(attribute, training, context);
        return training;
    }

    private static void CheckRanges(AttributeUse attribute, TrainingDefaults training, ReadingContext context)
    {
        foreach (var fault in TrainingRanges.Faults(training))
        {
            var (rule, namesSetting) = Rules[fault.Property];
            string[] named = namesSetting ? [attribute.Name, context.ModelName, fault.Property] : [context.ModelName];
            context.Problems.Block(rule, attribute.LocationOf(fault.Property), [.. named, ReadingContext.Text(fault.Value), attribute.Name]);
        }
    }

    private static void CheckOptimizer(AttributeUse attribute, TrainingDefaults training, ReadingContext context)
    {
        Check(nameof(training.Momentum), OptimizerKind.Sgd);
        Check(nameof(training.WeightDecay), OptimizerKind.AdamW);

        void Check(string setting, OptimizerKind needed)
        {
            if (attribute.Sets(setting) && attribute.Value(setting, 0.0) > 0 && training.Optimizer != needed)
            {
                context.Problems.Advise(
                    RuleIds.OptimizerIgnoresSetting,
                    attribute.LocationOf(setting),
                    context.ModelName,
                    setting,
                    training.Optimizer.ToString(),
                    needed.ToString());
            }
        }
    }
}
