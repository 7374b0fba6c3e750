using System.Globalization;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Metrics;

/// <summary>A figure of an <see cref="Evaluation"/> with its name in histories and options, and its direction. Immutable, so safe for any number of threads.</summary>
public sealed class Metric
{
    private const string TopPrefix = "top";
    private const string TopSuffix = "Accuracy";
    private const int CommonTop = 5;

    private readonly Func<Evaluation, double> _value;
    private readonly Func<ModelTask, bool> _fits;

    private Metric(string name, bool higherIsBetter, Func<ModelTask, bool> fits, Func<Evaluation, double> value) =>
        (Name, HigherIsBetter, _fits, _value) = (name, higherIsBetter, fits, value);

    /// <summary><see cref="Evaluation.Loss"/>.</summary>
    public static Metric Loss { get; } = new("loss", false, _ => true, evaluation => evaluation.Loss);

    /// <summary><see cref="Evaluation.Accuracy"/>.</summary>
    public static Metric Accuracy { get; } = new("accuracy", true, IsClassifier, evaluation => evaluation.Accuracy);

    /// <summary><see cref="Evaluation.BalancedAccuracy"/>.</summary>
    public static Metric BalancedAccuracy { get; } = new("balancedAccuracy", true, IsClassifier, evaluation => evaluation.BalancedAccuracy);

    /// <summary><see cref="Evaluation.Auc"/>.</summary>
    public static Metric Auc { get; } = new("auc", true, IsClassifier, evaluation => evaluation.Auc);

    /// <summary><see cref="Evaluation.F1"/>, of binary classifiers.</summary>
    public static Metric F1 { get; } = new("f1", true, task => task is ClassifierTask { Classes: <= 2 }, evaluation => evaluation.F1);

    /// <summary><see cref="Evaluation.MacroF1"/>.</summary>
    public static Metric MacroF1 { get; } = new("macroF1", true, IsClassifier, evaluation => evaluation.MacroF1);

    /// <summary><see cref="Evaluation.MicroF1"/>.</summary>
    public static Metric MicroF1 { get; } = new("microF1", true, IsClassifier, evaluation => evaluation.MicroF1);

    /// <summary><see cref="Evaluation.LogLoss"/>.</summary>
    public static Metric LogLoss { get; } = new("logLoss", false, IsClassifier, evaluation => evaluation.LogLoss);

    /// <summary><see cref="Evaluation.MeanSquaredError"/>.</summary>
    public static Metric MeanSquaredError { get; } = new("meanSquaredError", false, IsRegressor, evaluation => evaluation.MeanSquaredError);

    /// <summary><see cref="Evaluation.MeanAbsoluteError"/>.</summary>
    public static Metric MeanAbsoluteError { get; } = new("meanAbsoluteError", false, IsRegressor, evaluation => evaluation.MeanAbsoluteError);

    /// <summary><see cref="Evaluation.RSquared"/>.</summary>
    public static Metric RSquared { get; } = new("rSquared", true, IsRegressor, evaluation => evaluation.RSquared);

    private static IReadOnlyList<Metric> Named { get; } =
        [Loss, Accuracy, BalancedAccuracy, Auc, F1, MacroF1, MicroF1, LogLoss, MeanSquaredError, MeanAbsoluteError, RSquared];

    /// <summary>The name in histories, options and logs.</summary>
    public string Name { get; }

    /// <summary>Whether a model with a higher value is the better one.</summary>
    public bool HigherIsBetter { get; }

    /// <summary><see cref="Evaluation.TopAccuracy"/>, named <c>top5Accuracy</c> for a k of 5.</summary>
    /// <param name="k">How many of the most probable classes count, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
    public static Metric TopAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return new Metric(string.Create(CultureInfo.InvariantCulture, $"{TopPrefix}{k}{TopSuffix}"), true, IsClassifier, evaluation => evaluation.TopAccuracy(k));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>The metrics of a task, the loss first. Of the accuracies of the k most probable classes, of which there is one for each k, it has that for 5.</summary>
    internal static IReadOnlyList<Metric> For(ModelTask task) =>
        [.. Named.Where(metric => metric._fits(task)), .. task is ClassifierTask { Classes: > CommonTop } ? new[] { TopAccuracy(CommonTop) } : []];

    /// <summary>The metrics that histories record unless asked for others: those that cost next to nothing.</summary>
    internal static IReadOnlyList<Metric> Recorded(ModelTask task) => task is ClassifierTask ? [Loss, Accuracy] : [Loss, MeanSquaredError, RSquared];

    /// <summary>Finds the metric of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="model">The model to be measured.</param>
    /// <param name="setting">Where the name was given, for the message.</param>
    /// <exception cref="ArgumentException">The model has no such metric; the message lists those that it has.</exception>
    internal static Metric Find(string name, ModelSpecification model, string setting) => TryFind(name) is { } metric && metric._fits(model.Task)
        ? metric
        : throw new ArgumentException($"{setting} is '{name}', but '{model.Name}' is measured by {string.Join(", ", For(model.Task))}.");

    /// <summary>The metric of a name, of whatever task; null where there is none.</summary>
    internal static Metric? TryFind(string name) => Named.FirstOrDefault(metric => metric.Name == name) ?? (TopOf(name) is { } k ? TopAccuracy(k) : null);

    internal double Of(Evaluation evaluation) => _value(evaluation);

    /// <summary>Whether a value is better than the best so far by more than a change that counts. What is not a number is never better, and any number is better than none.</summary>
    internal bool IsBetter(double value, double best, double minimumChange) =>
        !double.IsNaN(value) && (double.IsNaN(best) || (HigherIsBetter ? value > best + minimumChange : value < best - minimumChange));

    private static bool IsClassifier(ModelTask task) => task is ClassifierTask;

    private static bool IsRegressor(ModelTask task) => task is RegressorTask;

    private static int? TopOf(string name) =>
        name.StartsWith(TopPrefix, StringComparison.Ordinal) && name.EndsWith(TopSuffix, StringComparison.Ordinal) && name.Length > TopPrefix.Length + TopSuffix.Length
        && int.TryParse(name[TopPrefix.Length..^TopSuffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k > 0
            ? k
            : null;
}
