namespace Rationale.Samples.SelfExplainingDigits;

/// <summary>Accuracies on the test digits of MNIST, by λ.</summary>
public static class PaperNumbers
{
    /// <summary>The paper's (Alvarez-Melis and Jaakkola 2018, appendix A.3), which does not say which output it penalizes.</summary>
    public static IReadOnlyDictionary<double, double> Accuracy { get; } = new Dictionary<double, double> { [0] = 0.9911, [1] = 0.987 };

    /// <summary>What others got who penalize log-probabilities, as the authors' code does (SENN-revisited, 100 epochs).</summary>
    public static IReadOnlyDictionary<double, double> LogProbability { get; } = new Dictionary<double, double>
    {
        [1e-4] = 0.9899,
        [1e-3] = 0.9889,
        [1e-2] = 0.9868,
        [1e-1] = 0.9712,
        [1] = 0.1030,
    };
}
