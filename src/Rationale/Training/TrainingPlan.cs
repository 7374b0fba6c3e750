using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;

namespace Rationale.Training;

/// <summary>Options and defaults joined and checked: what one training will do. It does not change any more.</summary>
internal sealed record TrainingPlan(
    int Epochs,
    int BatchSize,
    OptimizerKind Optimizer,
    double LearningRate,
    double Momentum,
    double WeightDecay,
    double ClipNorm,
    CoefficientValues Coefficients,
    double AutomaticRatio,
    TrainingOptions Options)
{
    /// <summary>Joins what the model declares with what the caller changes.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public static TrainingPlan Of(ModelSpecification model, TrainingOptions options)
    {
        var defaults = model.Training;
        var setsWeight = CoefficientOverrides.Sets(options, ExplanationPenalty.Key);
        var ratio = options.AutomaticRatio ?? (setsWeight ? 0 : model.Find<ExplanationPenalty>()?.AutomaticRatio ?? 0);
        var plan = new TrainingPlan(
            options.Epochs ?? defaults.Epochs,
            options.BatchSize ?? defaults.BatchSize,
            options.Optimizer ?? defaults.Optimizer,
            options.LearningRate ?? defaults.LearningRate,
            defaults.Momentum,
            defaults.WeightDecay,
            options.ClipNorm ?? defaults.ClipNorm,
            CoefficientOverrides.Apply(model, options),
            ratio,
            options);
        plan.Check(model);
        return plan;
    }

    private void Check(ModelSpecification model)
    {
        Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "a finite number above 0");
        Require(ClipNorm >= 0 && double.IsFinite(ClipNorm), nameof(ClipNorm), ClipNorm, "0 (off) or a finite number above");
        Require(AutomaticRatio >= 0 && double.IsFinite(AutomaticRatio), nameof(AutomaticRatio), AutomaticRatio, "a finite number of 0 or more");
        Require(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "at least 0 and below 1");
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "a finite number of 0 or more");
        if (!Enum.IsDefined(Optimizer))
        {
            throw new ArgumentException($"Optimizer is {Optimizer}, but it must be one of {string.Join(", ", Enum.GetNames<OptimizerKind>())}.");
        }

        if (Options.EarlyStopping is { } early)
        {
            CheckEarlyStopping(model, early);
        }

        if (Options.AutomaticRatio > 0 && CoefficientOverrides.Sets(Options, ExplanationPenalty.Key))
        {
            throw new ArgumentException($"{(Options.ExplanationWeight is null ? "Coefficients[\"explanation\"]" : "ExplanationWeight")} and AutomaticRatio are both set; keep one of them.");
        }

        if (Options.AutomaticRatio > 0 && model.Find<ExplanationPenalty>() is null)
        {
            throw new ArgumentException($"AutomaticRatio is set, but '{model.Name}' has no explanation penalty; add [ExplainConstraint].");
        }

        if (Options is { EarlyStopping: not null, Validation: null })
        {
            throw new ArgumentException("EarlyStopping is set without Validation data to measure on; set both.");
        }

        if (Options is { Resume: true, CheckpointFolder: null })
        {
            throw new ArgumentException("Resume is set without a CheckpointFolder to resume from; set both.");
        }

    }

    private static void CheckEarlyStopping(ModelSpecification model, EarlyStopping early)
    {
        Require(early.Patience >= 1, "EarlyStopping.Patience", early.Patience, "at least 1");
        Require(early.MinimumChange >= 0 && double.IsFinite(early.MinimumChange), "EarlyStopping.MinimumChange", early.MinimumChange, "a finite number of 0 or more");
        string[] metrics = model.Task is ClassifierTask ? ["loss", "accuracy"] : ["loss", "meanSquaredError", "rSquared"];
        if (!metrics.Contains(early.Metric))
        {
            throw new ArgumentException($"EarlyStopping.Metric is '{early.Metric}', but '{model.Name}' is measured by {string.Join(", ", metrics)}.");
        }
    }

    private static void Require(bool holds, string name, double value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}, but it must be {expected}."));
        }
    }
}
