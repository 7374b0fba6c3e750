using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Metrics;
using Rationale.Models;

namespace Rationale.Tests.Metrics;

/// <summary>Evaluations of given outputs.</summary>
internal static class Evaluations
{
    private static readonly Dictionary<string, double> NoLosses = [];

    public static Evaluation Create(ClassifierTask task, float[] logits, int[] labels, IReadOnlyList<string>? classNames = null) =>
        new(task, NoLosses, [], new Outcomes(task, labels, null, logits), classNames);

    public static Evaluation Create(RegressorTask task, float[] outputs, FeatureMatrix targets) => new(task, NoLosses, [], new Outcomes(task, default, targets, outputs), null);
}
