using Rationale.Attribution;
using Rationale.Graph.Counterfactuals;

namespace Rationale.Counterfactuals;

/// <summary>Options and defaults joined and checked: what one training will do.</summary>
internal sealed record TranslatorPlan(int Epochs, int DecayEpochs, int BatchSize, double LearningRate, double Cycle, double Identity, double Classifier, int PoolSize, TranslatorOptions Options)
{
    public int AllEpochs => Epochs + DecayEpochs;

    public static TranslatorPlan Create(TranslatorSpecification translator, TranslatorOptions options)
    {
        var (defaults, weights) = (translator.Training, translator.Weights);
        var plan = new TranslatorPlan(
            options.Epochs ?? defaults.Epochs,
            options.DecayEpochs ?? defaults.DecayEpochs,
            options.BatchSize ?? defaults.BatchSize,
            options.LearningRate ?? defaults.LearningRate,
            options.CycleWeight ?? weights.Cycle,
            options.IdentityWeight ?? weights.Identity,
            weights.Classifier,
            defaults.PoolSize,
            options);
        plan.Check(translator);
        return plan;
    }

    /// <summary>What the learning rate is multiplied by in an epoch: 1, and behind the epochs of the whole rate a straight line that would reach zero one epoch after the last.</summary>
    public double FactorIn(int epoch) => 1 - ((double)Math.Max(0, epoch - Epochs) / (DecayEpochs + 1));

    private void Check(TranslatorSpecification translator)
    {
        AttributionChecks.Require(Epochs >= 0 && DecayEpochs >= 0 && AllEpochs >= 1, "TranslatorOptions.Epochs with DecayEpochs", AllEpochs, "at least 1, and neither below 0");
        AttributionChecks.Require("TranslatorOptions.BatchSize", BatchSize);
        AttributionChecks.Require("TranslatorOptions.LearningRate", LearningRate);
        AttributionChecks.Require("TranslatorOptions.CycleWeight", Cycle);
        AttributionChecks.Require("TranslatorOptions.IdentityWeight", Identity);
        AttributionChecks.Require(PoolSize >= 0, "The pool size of the translator", PoolSize, "0 or more");
        ArgumentNullException.ThrowIfNull(Options.Device);
        AttributionChecks.Require("TranslatorOptions.Workers", Options.Workers);
        if (Options is { Resume: true, CheckpointFolder: null })
        {
            throw new ArgumentException("TranslatorOptions.Resume is set without a CheckpointFolder to resume from; set both.");
        }

        if (translator.IsGuided && Options.Classifier is null)
        {
            throw new ArgumentException($"'{translator.Name}' is guided by its classifier with weight {translator.Weights.Classifier}, but none was given; set TranslatorOptions.Classifier to the trained '{translator.Classifier!.Name}'.");
        }

        if (Options.Classifier is { } classifier && translator.IsGuided && classifier.Specification != translator.Classifier)
        {
            throw new ArgumentException($"'{translator.Name}' was made for the classifier '{translator.Classifier!.Name}', but TranslatorOptions.Classifier is another, '{classifier.Specification.Name}'; give the one it was made for.");
        }
    }
}
