using Rationale.Graph.Models;

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
    double ExplanationWeight,
    double AutomaticRatio,
    TrainingOptions Options)
{
    /// <summary>Joins what the model declares with what the caller changes.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public static TrainingPlan Of(ModelSpecification model, TrainingOptions options)
    {
        var defaults = model.Training;
        var ratio = options.AutomaticRatio ?? (options.ExplanationWeight is null ? model.Constraint?.AutomaticRatio ?? 0 : 0);
        var plan = new TrainingPlan(
            options.Epochs ?? defaults.Epochs,
            options.BatchSize ?? defaults.BatchSize,
            options.Optimizer ?? defaults.Optimizer,
            options.LearningRate ?? defaults.LearningRate,
            defaults.Momentum,
            defaults.WeightDecay,
            options.ClipNorm ?? defaults.ClipNorm,
            model.Constraint is null ? 0 : options.ExplanationWeight ?? model.Constraint.Weight,
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
        Require(ExplanationWeight >= 0 && double.IsFinite(ExplanationWeight), nameof(ExplanationWeight), ExplanationWeight, "a finite number of 0 or more");
        Require(AutomaticRatio >= 0 && double.IsFinite(AutomaticRatio), nameof(AutomaticRatio), AutomaticRatio, "a finite number of 0 or more");
        Require(Options.EarlyStopping is not { Patience: < 1 }, nameof(EarlyStopping.Patience), Options.EarlyStopping?.Patience ?? 1, "at least 1");
        if (Options is { ExplanationWeight: not null, AutomaticRatio: > 0 })
        {
            throw new ArgumentException("ExplanationWeight and AutomaticRatio are both set; keep one of them.");
        }

        if (model.Constraint is null && (Options.ExplanationWeight > 0 || Options.AutomaticRatio > 0))
        {
            throw new ArgumentException($"ExplanationWeight or AutomaticRatio is set, but '{model.Name}' has no explanation constraint; add [ExplainConstraint].");
        }

        if (Options is { EarlyStopping: not null, Validation: null })
        {
            throw new ArgumentException("EarlyStopping is set without Validation data to measure on; set both.");
        }

        if (Options is { Resume: true, CheckpointFolder: null })
        {
            throw new ArgumentException("Resume is set without a CheckpointFolder to resume from; set both.");
        }

        static void Require(bool holds, string name, double value, string expected)
        {
            if (!holds)
            {
                throw new ArgumentException(FormattableString.Invariant($"{name} is {value}, but it must be {expected}."));
            }
        }
    }
}
