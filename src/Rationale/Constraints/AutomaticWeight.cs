using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.Objectives;
using Rationale.Training;

namespace Rationale.Constraints;

/// <summary>
/// The authors' rule for λ₁ (Ross et al. 2017, appendix A), for any coefficient: its part of the objective should start about as large as the task loss. Both are measured once, with
/// coefficient one and without dropout, before the first step, and compared as an average batch will hold them: a sum grows with the examples of the batch.
/// </summary>
internal static class AutomaticWeight
{
    /// <summary>The value of a coefficient for which its part is so many times as large as the task loss.</summary>
    /// <param name="model">The model with the parameters from which the training begins.</param>
    /// <param name="train">The training data, or their first block.</param>
    /// <param name="plan">The training.</param>
    /// <param name="weighting">Weights of examples.</param>
    /// <param name="key">The coefficient.</param>
    /// <param name="progress">Told the share of the training data that is measured.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="ArgumentException">The part is zero or not finite.</exception>
    public static double Choose(ModelRuntime model, Dataset train, TrainingPlan plan, ExampleWeighting weighting, string key, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var (specification, always) = (plan.Model, plan.Options.AlwaysInclude);
        var term = specification.Objectives.First(term => term.Coefficients.Any(coefficient => coefficient.Key == key));
        var coefficients = term.Coefficients.Aggregate(plan.Coefficients, (values, coefficient) => values.With(coefficient.Key, coefficient.Key == key ? 1 : 0));
        var batch = (double)(Math.Min(plan.BatchSize, train.Count) + (always?.Count ?? 0));
        var losses = Totals(train, progress);
        var taskLoss = OfBatch(losses[TaskLoss.Key], specification.Find<TaskLoss>()!, train.Count);
        double part;
        if (always is not null && LeftOutTerms.Lacking(specification, term, train) is not null)
        {
            // Only the examples that every batch begins with are annotated: any batch is as good as another.
            var weighted = weighting.Applies(train, always);
            var rows = new[] { always, train.Take(plan.BatchSize) }.Select(part => weighted ? weighting.Apply(part) : part).ToList();
            part = Totals(Dataset.Concat(rows), null)[term.Name];
        }
        else
        {
            part = OfBatch(losses[term.Name], term, train.Count);
        }

        var value = plan.AutomaticRatios[key] * taskLoss / part;
        return part > 0 && double.IsFinite(part) && double.IsFinite(value)
            ? value
            : throw new ArgumentException(FormattableString.Invariant(
                $"The automatic weight of '{specification.Name}' is a ratio of task loss and {term.Title.ToLowerInvariant()}, but before the first step they are {taskLoss} and {part}; {Advice(term, key)}."));

        IReadOnlyDictionary<string, double> Totals(Dataset data, IProgress<double>? told) =>
            model.Totals(specification, data, coefficients, weighting, device: plan.MeasuringDevice, progress: told, cancellationToken: cancellationToken).Totals;

        double OfBatch(double total, ObjectiveTerm of, int rows) => total * Math.Pow(batch / rows, of.Growth(specification.Task));
    }

    private static string Advice(ObjectiveTerm term, string key) => term is ExplanationPenalty
        ? "annotate inputs that have a gradient, or set ExplanationWeight instead"
        : $"set Coefficients[\"{key}\"] instead";
}
