using Rationale.Graph.Models;

namespace Rationale.Training;

/// <summary>Names of the figures by which models are measured, as attributes, options and histories write them, and the tasks that have them.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class MetricNames
{
    private const string TopPrefix = "top";
    private const string TopSuffix = "Accuracy";
    private const int CommonTop = 5;

    private static readonly (string Name, Func<ModelTask, bool> Fits)[] Table =
    [
        ("loss", _ => true),
        ("accuracy", IsClassifier),
        ("balancedAccuracy", IsClassifier),
        ("auc", IsClassifier),
        ("f1", task => task is ClassifierTask { Classes: <= 2 }),
        ("macroF1", IsClassifier),
        ("microF1", IsClassifier),
        ("logLoss", IsClassifier),
        ("meanSquaredError", IsRegressor),
        ("meanAbsoluteError", IsRegressor),
        ("rSquared", IsRegressor),
    ];

    /// <summary>The metrics of a task, the loss first. Of the accuracies of the k most probable classes, of which there is one for each k, it has that for 5.</summary>
    public static IReadOnlyList<string> For(ModelTask task) =>
        [.. Table.Where(metric => metric.Fits(task)).Select(metric => metric.Name), .. task is ClassifierTask { Classes: > CommonTop } ? new[] { Top(CommonTop) } : []];

    /// <summary>Whether a task is measured by a metric.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="task">The task.</param>
    public static bool Fits(string name, ModelTask task) =>
        TopOf(name) is null ? Table.Any(metric => metric.Name == name && metric.Fits(task)) : IsClassifier(task);

    /// <summary>The name of the accuracy of the k most probable classes: <c>top5Accuracy</c>.</summary>
    public static string Top(int k) => $"{TopPrefix}{k.ToString(System.Globalization.CultureInfo.InvariantCulture)}{TopSuffix}";

    /// <summary>k of a name that <see cref="Top"/> gives; null for another name.</summary>
    public static int? TopOf(string name) =>
        name.StartsWith(TopPrefix, StringComparison.Ordinal) && name.EndsWith(TopSuffix, StringComparison.Ordinal) && name.Length > TopPrefix.Length + TopSuffix.Length
        && int.TryParse(
            name.Substring(TopPrefix.Length, name.Length - TopPrefix.Length - TopSuffix.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var k) && k > 0
            ? k
            : null;

    private static bool IsClassifier(ModelTask task) => task is ClassifierTask;

    private static bool IsRegressor(ModelTask task) => task is RegressorTask;
}
