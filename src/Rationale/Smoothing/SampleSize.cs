namespace Rationale.Smoothing;

/// <summary>How many samples a statement with a given confidence takes. None of them depends on the model, the example or the radius.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class SampleSize
{
    /// <summary>Samples after which a measured share is within ε of the true one with probability 1 − δ: ⌈ln(2/δ) / (2ε²)⌉ (Hoeffding, two-sided).</summary>
    /// <param name="error">ε, in (0, 1).</param>
    /// <param name="risk">δ, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in (0, 1), or so small that more than 2³¹ − 1 samples are needed.</exception>
    public static int Within(double error, double risk) => Count(Math.Log(2 / Open(risk, nameof(risk))) / (2 * Open(error, nameof(error)) * error), error, risk);

    /// <summary>Samples that must all match to say with probability 1 − δ that the true share is at least 1 − ε: ⌈ln δ / ln(1 − ε)⌉.</summary>
    /// <param name="error">ε, in (0, 1).</param>
    /// <param name="risk">δ, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in (0, 1), or so small that more than 2³¹ − 1 samples are needed.</exception>
    public static int AllMatching(double error, double risk) => Count(Math.Log(Open(risk, nameof(risk))) / double.LogP1(-Open(error, nameof(error))), error, risk);

    private static int Count(double samples, double error, double risk) => samples <= int.MaxValue - 1
        ? Math.Max(1, (int)Math.Ceiling(samples))
        : throw new ArgumentOutOfRangeException(
            nameof(error), error, FormattableString.Invariant($"An error of {error} at a risk of {risk} takes {samples:g3} samples, more than can be drawn; take a larger error."));

    private static double Open(double value, string name) => value is > 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}, but it must be above 0 and below 1."));
}
