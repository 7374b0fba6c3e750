using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Metrics;

namespace Rationale.Models;

/// <summary>Outputs against labels and targets.</summary>
internal static class Evaluator
{
    public static Evaluation Run(ModelSpecification model, Dataset data, IReadOnlyDictionary<string, double> totals, float[] outputs)
    {
        var losses = totals.ToDictionary(term => term.Key, term => term.Value / (IsSum(model, term.Key) ? data.Count : 1));
        return new Evaluation(model.Task, losses, new Outcomes(model.Task, data.Labels, data.Targets, outputs), data.ClassNames);
    }

    private static bool IsSum(ModelSpecification model, string term) => term switch
    {
        LossTerms.Answers or LossTerms.Robustness or LossTerms.Reconstruction or LossTerms.Sparsity => model.Task.Reduction == Reduction.Sum,
        LossTerms.Reasons => model.Constraint?.Reduction == Reduction.Sum,
        _ => false,
    };
}
