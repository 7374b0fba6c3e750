using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Training;

namespace Rationale.Constraints;

/// <summary>
/// The authors' rule for λ₁ (Ross et al. 2017, appendix A): the penalty should start about as large as the task loss. Both are measured once, with
/// weight one and without dropout, before the first step.
/// </summary>
internal static class AutomaticWeight
{
    public static double Choose(ModelRuntime model, Dataset train, TrainingPlan plan)
    {
        var annotated = plan.Options.AlwaysInclude is { Annotations: not null } always && train.Annotations is null ? always : train;
        var losses = model.Evaluate(annotated, explanationWeight: 1).Losses;
        var (answers, reasons) = (losses[LossTerms.Answers], losses[LossTerms.Reasons]);
        return reasons > 0
            ? plan.AutomaticRatio * answers / reasons
            : throw new ArgumentException($"The automatic weight needs annotations that mark inputs, but the penalty of '{model.Specification.Name}' is {reasons} before the first step; set ExplanationWeight instead.");
    }
}
