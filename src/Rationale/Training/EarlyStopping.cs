namespace Rationale.Training;

/// <summary>Stops a training when a metric no longer gets better.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record EarlyStopping
{
    /// <summary>The name of a metric of the validation examples, for example <c>loss</c>, <c>auc</c> or <c>rSquared</c>; <see cref="Rationale.Metrics.Metric"/> has them all, with their directions.</summary>
    /// <value>The default is <c>loss</c>.</value>
    public string Metric { get; init; } = "loss";

    /// <summary>Epochs without improvement after which the training stops, at least 1.</summary>
    /// <value>The default is 5.</value>
    public int Patience { get; init; } = 5;

    /// <summary>What counts as an improvement, zero or more.</summary>
    /// <value>The default is 0.</value>
    public double MinimumChange { get; init; }

    /// <summary>Whether the parameters of the best epoch are put back at the end.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool RestoreBest { get; init; } = true;

    /// <summary>Whether a value is better than the best so far; the plan has checked that the metric exists.</summary>
    internal bool IsBetter(double value, double best) => Rationale.Metrics.Metric.TryFind(Metric)!.IsBetter(value, best, MinimumChange);
}
