using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.Models;
using Rationale.Objectives;
using Rationale.Training;

namespace Rationale.Constraints;

/// <summary>
/// The authors' rule for λ₁ (Ross et al. 2017, appendix A): the penalty should start about as large as the task loss. Both are measured once, with
/// weight one and without dropout, before the first step, and compared as an average batch will hold them: a sum grows with the rows of the batch.
/// </summary>
internal static class AutomaticWeight
{
    public static double Choose(ModelRuntime model, Dataset train, TrainingPlan plan, ExampleWeighting weighting)
    {
        var (task, penalty) = (model.Specification.Task, model.Specification.Find<ExplanationPenalty>()!);
        var (taskSums, penaltySums) = (task.Reduction == Reduction.Sum, penalty.Reduction == Reduction.Sum);
        var always = plan.Options.AlwaysInclude;
        var rows = (double)(Math.Min(plan.BatchSize, train.Count) + (always?.Count ?? 0));
        var coefficients = CoefficientValues.Declared(model.Specification).With(ExplanationPenalty.Key, 1);
        var losses = model.Totals(train, coefficients, weighting).Totals;
        var taskLoss = losses[TaskLoss.Key] / (taskSums ? train.Count : 1) * (taskSums ? rows : 1);
        var explanation = losses[ExplanationPenalty.Key] / (penaltySums ? train.Count : 1);
        if (train.AnnotationMask is null && always is not null)
        {
            // Only the rows that every batch begins with are annotated.
            explanation = model.Totals(always, coefficients, weighting).Totals[ExplanationPenalty.Key] / (penaltySums ? always.Count : 1);
            explanation *= penalty.Reduction == Reduction.Normalized ? 1 : always.Count / rows;
        }

        explanation *= penaltySums ? rows : 1;
        var weight = plan.AutomaticRatio * taskLoss / explanation;
        return explanation > 0 && double.IsFinite(explanation) && double.IsFinite(weight)
            ? weight
            : throw new ArgumentException(FormattableString.Invariant(
                $"The automatic weight of '{model.Specification.Name}' is a ratio of task loss and penalty, but before the first step they are {taskLoss} and {explanation}; annotate inputs that have a gradient, or set ExplanationWeight instead."));
    }
}
