namespace Rationale.Training;

/// <summary>Stops a training when a figure no longer gets better.</summary>
public sealed record EarlyStopping
{
    /// <summary>The figure: <c>loss</c>, <c>accuracy</c>, <c>meanSquaredError</c> or <c>rSquared</c> of the validation rows.</summary>
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

    internal bool IsBetter(double value, double best) => Figures.IsBetter(Metric, value, best, MinimumChange);
}
