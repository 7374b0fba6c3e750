namespace Rationale;

/// <summary>
/// Multiplies the learning rate by a factor whenever a figure of the validation data has not improved for <see cref="Patience"/> epochs (PyTorch's <c>ReduceLROnPlateau</c>
/// with an absolute threshold; its patience of n is n + 1 here, as in Keras). A training needs validation data.
/// </summary>
public sealed class ReduceOnPlateauAttribute : LearningRateScheduleAttribute
{
    /// <summary>The name of a metric, such as <c>loss</c>, <c>accuracy</c> or <c>rSquared</c>.</summary>
    /// <value>The default is <c>loss</c>.</value>
    public string Metric { get; set; } = "loss";

    /// <summary>What the rate is multiplied by, above 0 and below 1.</summary>
    /// <value>The default is 0.1.</value>
    public double Factor { get; set; } = 0.1;

    /// <summary>Epochs in a row without improvement after which the rate is reduced, at least 1.</summary>
    /// <value>The default is 10.</value>
    public int Patience { get; set; } = 10;

    /// <summary>What counts as an improvement, zero or more.</summary>
    /// <value>The default is 0.</value>
    public double MinimumChange { get; set; }

    /// <summary>Epochs after a reduction that do not count as epochs without improvement, zero or more.</summary>
    /// <value>The default is 0.</value>
    public int Cooldown { get; set; }

    /// <summary>Share of the learning rate below which it is not reduced, at least 0 and below 1.</summary>
    /// <value>The default is 0.</value>
    public double MinFactor { get; set; }
}
