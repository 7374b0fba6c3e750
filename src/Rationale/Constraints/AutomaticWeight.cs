using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Training;

namespace Rationale.Constraints;

/// <summary>
/// The authors' rule for λ₁ (Ross et al. 2017, appendix A): the penalty should start about as large as the task loss. Both are measured once, with
/// weight one and without dropout, before the first step, and compared as an average batch will hold them: a sum grows with the rows of the batch.
/// </summary>
internal static class AutomaticWeight
{
    public static double Choose(ModelRuntime model, Dataset train, TrainingPlan plan)
    {
        var (task, constraint) = (model.Specification.Task, model.Specification.Constraint!);
        var always = plan.Options.AlwaysInclude;
        var rows = (double)(Math.Min(plan.BatchSize, train.Count) + (always?.Count ?? 0));
        var losses = model.Evaluate(train, explanationWeight: 1).Losses;
        var (answers, reasons) = (losses[LossTerms.Answers], losses[LossTerms.Reasons]);
        if (train.Annotations is null && always is not null)
        {
            // Only the rows that every batch begins with are annotated.
            reasons = model.Evaluate(always, explanationWeight: 1).Losses[LossTerms.Reasons];
            reasons *= constraint.Reduction == Reduction.Normalized ? 1 : always.Count / rows;
        }

        answers *= task.Reduction == Reduction.Sum ? rows : 1;
        reasons *= constraint.Reduction == Reduction.Sum ? rows : 1;
        var weight = plan.AutomaticRatio * answers / reasons;
        return reasons > 0 && double.IsFinite(reasons) && double.IsFinite(weight)
            ? weight
            : throw new ArgumentException(FormattableString.Invariant(
                $"The automatic weight of '{model.Specification.Name}' is a ratio of task loss and penalty, but before the first step they are {answers} and {reasons}; annotate inputs that have a gradient, or set ExplanationWeight instead."));
    }
}
