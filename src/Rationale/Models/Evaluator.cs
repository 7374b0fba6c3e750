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
        var (losses, unmeasured) = (new Dictionary<string, double>(), new List<string>());
        foreach (var term in model.Objectives)
        {
            if (LeftOutTerms.Lacking(model, term, data) is null)
            {
                losses[term.Name] = totals[term.Name] / LossNormalization.ForData(model.Task, term.Growth(model.Task), data.Count, batchSize);
            }
            else
            {
                unmeasured.Add(term.Name);
            }
        }

        return new Evaluation(model.Task, losses, unmeasured, new Outcomes(model.Task, data.Labels, data.Targets, outputs, rule), data.ClassNames);
    }
}
