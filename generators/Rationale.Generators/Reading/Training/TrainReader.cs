using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Train].</summary>
internal static class TrainReader
{
    /// <summary>Reads every default of the training.</summary>
    public static TrainingDefaults Read(AttributeUse attribute, ReadingContext context)
    {
        var defaults = new TrainAttribute();
        var training = new TrainingDefaults(
            context.Count(attribute, nameof(defaults.Epochs), defaults.Epochs),
            context.Count(attribute, nameof(defaults.BatchSize), defaults.BatchSize),
            context.Choice(attribute, nameof(defaults.Optimizer), defaults.Optimizer),
            attribute.Value(nameof(defaults.LearningRate), defaults.LearningRate),
            attribute.Value(nameof(defaults.Momentum), defaults.Momentum),
            context.Weight(attribute, nameof(defaults.WeightDecay), defaults.WeightDecay),
            context.Weight(attribute, nameof(defaults.ClipNorm), defaults.ClipNorm));
        CheckRanges(attribute, training, context);
        CheckOptimizer(attribute, training, context);
        return training;
    }

    private static void CheckRanges(AttributeUse attribute, TrainingDefaults training, ReadingContext context)
    {
        if (!(training.LearningRate > 0) || double.IsInfinity(training.LearningRate))
        {
            context.Problems.Block(
                RuleIds.LearningRateOutOfRange,
                attribute.LocationOf(nameof(training.LearningRate)),
                context.ModelName,
                ReadingContext.Text(training.LearningRate));
        }

        if (!(training.Momentum >= 0 && training.Momentum < 1))
        {
            context.Problems.Block(
                RuleIds.MomentumOutOfRange,
                attribute.LocationOf(nameof(training.Momentum)),
                context.ModelName,
                ReadingContext.Text(training.Momentum));
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
