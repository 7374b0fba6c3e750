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
    double RobustnessWeight,
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
            options.RobustnessWeight ?? model.SelfExplaining?.RobustnessWeight ?? 0,
            options);
        plan.Check(model);
        return plan;
    }

    private void Check(ModelSpecification model)
    {
        Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Require(Options.Workers >= 0, nameof(Options.Workers), Options.Workers, "0 (as many as the model has) or more");
        ArgumentNullException.ThrowIfNull(Options.Device);
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "a finite number above 0");
        Require(ClipNorm >= 0 && double.IsFinite(ClipNorm), nameof(ClipNorm), ClipNorm, "0 (off) or a finite number above");
        Require(ExplanationWeight >= 0 && double.IsFinite(ExplanationWeight), nameof(ExplanationWeight), ExplanationWeight, "a finite number of 0 or more");
        Require(AutomaticRatio >= 0 && double.IsFinite(AutomaticRatio), nameof(AutomaticRatio), AutomaticRatio, "a finite number of 0 or more");
        Require(RobustnessWeight >= 0 && double.IsFinite(RobustnessWeight), nameof(RobustnessWeight), RobustnessWeight, "a finite number of 0 or more");
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

        if (Options is { ExplanationWeight: not null, AutomaticRatio: > 0 })
        {
            throw new ArgumentException("ExplanationWeight and AutomaticRatio are both set; keep one of them.");
        }

        if (model.Constraint is null && (Options.ExplanationWeight > 0 || Options.AutomaticRatio > 0))
        {
            throw new ArgumentException($"ExplanationWeight or AutomaticRatio is set, but '{model.Name}' has no explanation constraint; add [ExplainConstraint].");
        }

        if (RobustnessWeight > 0 && !(model.SelfExplaining?.RobustnessWeight > 0))
        {
            throw new ArgumentException($"RobustnessWeight is set, but '{model.Name}' declares no robustness penalty; add [SelfExplaining] with a RobustnessWeight above 0.");
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
