namespace Rationale.Smoothing;

/// <summary>How many samples a statement with a given confidence takes. None of them depends on the model, the row or the radius.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class SampleSize
{
    /// <summary>Samples after which a measured share is within ε of the true one with probability 1 − δ: ⌈ln(2/δ) / (2ε²)⌉ (Hoeffding, two-sided).</summary>
    /// <param name="error">ε, in (0, 1).</param>
    /// <param name="risk">δ, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in (0, 1).</exception>
    public static int Within(double error, double risk) => (int)Math.Ceiling(Math.Log(2 / Open(risk, nameof(risk))) / (2 * Open(error, nameof(error)) * error));

    /// <summary>Samples that must all match to say with probability 1 − δ that the true share is at least 1 − ε: ⌈ln δ / ln(1 − ε)⌉.</summary>
    /// <param name="error">ε, in (0, 1).</param>
    /// <param name="risk">δ, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in (0, 1).</exception>
    public static int AllMatching(double error, double risk) => (int)Math.Ceiling(Math.Log(Open(risk, nameof(risk))) / Math.Log(1 - Open(error, nameof(error))));

    private static double Open(double value, string name) => value is > 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}, but it must be above 0 and below 1."));
}
