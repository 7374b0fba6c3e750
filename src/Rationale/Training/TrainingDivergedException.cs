namespace Rationale.Training;

/// <summary>A loss term is no longer a finite number; going on would lose the parameters. Checkpoints saved before are untouched.</summary>
/// <param name="epoch">The epoch, from 1.</param>
/// <param name="step">The step since the training began, from 1.</param>
/// <param name="term">The loss term.</param>
/// <param name="value">Its value.</param>
public sealed class TrainingDivergedException(int epoch, long step, string term, double value) : InvalidOperationException(
    FormattableString.Invariant($"The loss term '{term}' became {value} in epoch {epoch}, step {step}; {Advice(step)}."))
{
    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; } = epoch;

    /// <summary>The step since the training began, from 1.</summary>
    public long Step { get; } = step;

    /// <summary>The loss term.</summary>
    public string Term { get; } = term;

    /// <summary>Before the first update no learning rate has done anything.</summary>
    private static string Advice(long step) => step > 1
        ? "lower the learning rate, set ClipNorm, or check the scale of the features"
        : "nothing had been learned yet, so check the scale of the features, the parameters that the training began with, and terms of your own";
}
