using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Training;

namespace Rationale.Metrics;

/// <summary>A figure of an <see cref="Evaluation"/> with its name in histories and options, and its direction. Immutable, so safe for any number of threads.</summary>
public sealed class Metric
{
    private readonly Func<Evaluation, double> _value;

    private Metric(string name, bool higherIsBetter, Func<Evaluation, double> value) => (Name, HigherIsBetter, _value) = (name, higherIsBetter, value);

    /// <summary><see cref="Evaluation.Loss"/>.</summary>
    public static Metric Loss { get; } = new("loss", false, evaluation => evaluation.Loss);

    /// <summary><see cref="Evaluation.Accuracy"/>.</summary>
    public static Metric Accuracy { get; } = new("accuracy", true, evaluation => evaluation.Accuracy);

    /// <summary><see cref="Evaluation.BalancedAccuracy"/>.</summary>
    public static Metric BalancedAccuracy { get; } = new("balancedAccuracy", true, evaluation => evaluation.BalancedAccuracy);

    /// <summary><see cref="Evaluation.Auc"/>.</summary>
    public static Metric Auc { get; } = new("auc", true, evaluation => evaluation.Auc);

    /// <summary><see cref="Evaluation.F1"/>, of binary classifiers.</summary>
    public static Metric F1 { get; } = new("f1", true, evaluation => evaluation.F1);

    /// <summary><see cref="Evaluation.MacroF1"/>.</summary>
    public static Metric MacroF1 { get; } = new("macroF1", true, evaluation => evaluation.MacroF1);

    /// <summary><see cref="Evaluation.MicroF1"/>.</summary>
    public static Metric MicroF1 { get; } = new("microF1", true, evaluation => evaluation.MicroF1);

    /// <summary><see cref="Evaluation.LogLoss"/>.</summary>
    public static Metric LogLoss { get; } = new("logLoss", false, evaluation => evaluation.LogLoss);

    /// <summary><see cref="Evaluation.MeanSquaredError"/>.</summary>
    public static Metric MeanSquaredError { get; } = new("meanSquaredError", false, evaluation => evaluation.MeanSquaredError);

    /// <summary><see cref="Evaluation.MeanAbsoluteError"/>.</summary>
    public static Metric MeanAbsoluteError { get; } = new("meanAbsoluteError", false, evaluation => evaluation.MeanAbsoluteError);

    /// <summary><see cref="Evaluation.RSquared"/>.</summary>
    public static Metric RSquared { get; } = new("rSquared", true, evaluation => evaluation.RSquared);

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
        return new Metric(MetricNames.Top(k), true, evaluation => evaluation.TopAccuracy(k));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>The metrics of a task, the loss first.</summary>
    internal static IReadOnlyList<Metric> For(ModelTask task) => [.. MetricNames.For(task).Select(name => TryFind(name)!)];

    /// <summary>The metrics that histories record unless asked for others: those that cost next to nothing.</summary>
    internal static IReadOnlyList<Metric> Recorded(ModelTask task) => task is ClassifierTask ? [Loss, Accuracy] : [Loss, MeanSquaredError, RSquared];

    /// <summary>Finds the metric of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="model">The model to be measured.</param>
    /// <param name="setting">Where the name was given, for the message.</param>
    /// <exception cref="ArgumentException">The model has no such metric; the message lists those that it has.</exception>
    internal static Metric Find(string name, ModelSpecification model, string setting) => TryFind(name) is { } metric && MetricNames.Fits(name, model.Task)
        ? metric
        : throw new ArgumentException($"{setting} is '{name}', but '{model.Name}' is measured by {string.Join(", ", For(model.Task))}.");

    /// <summary>The metric of a name, of whatever task; null where there is none.</summary>
    internal static Metric? TryFind(string name) => Named.FirstOrDefault(metric => metric.Name == name) ?? (MetricNames.TopOf(name) is { } k ? TopAccuracy(k) : null);

    internal double Of(Evaluation evaluation) => _value(evaluation);

    /// <summary>Whether a value is better than the best so far by more than a change that counts. What is not a number is never better, and any number is better than none.</summary>
    internal bool IsBetter(double value, double best, double minimumChange) =>
        !double.IsNaN(value) && (double.IsNaN(best) || (HigherIsBetter ? value > best + minimumChange : value < best - minimumChange));
}
