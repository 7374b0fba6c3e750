using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Metrics;
using Rationale.Objectives;

namespace Rationale.Models;

/// <summary>Outputs against labels and targets.</summary>
internal static class Evaluator
{
    public static Evaluation Run(ModelSpecification model, Dataset data, IReadOnlyDictionary<string, double> totals, float[] outputs, int batchSize, DecisionRule rule)
    {
        var losses = new Dictionary<string, double>();
        foreach (var term in model.Objectives)
        {
            var isLeftOut = LeftOutTerms.Lacking(model, term, data) is not null;
            losses[term.Name] = isLeftOut ? 0 : totals[term.Name] / LossNormalization.ForData(model.Task, term.Growth(model.Task), data.Count, batchSize);
        }

        return new Evaluation(model.Task, losses, new Outcomes(model.Task, data.Labels, data.Targets, outputs, rule), data.ClassNames);
    }
}
