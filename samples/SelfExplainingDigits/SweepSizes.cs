using System.Globalization;

namespace Rationale.Samples.SelfExplainingDigits;

/// <summary>How much a run learns and looks at: what fits into three quarters of an hour on two cores, or into a minute.</summary>
/// <param name="Train">Digits to learn.</param>
/// <param name="Test">Digits to test.</param>
/// <param name="Epochs">Passes over them, for each model.</param>
/// <param name="Explained">Test digits whose explanations are measured.</param>
/// <param name="Weights">The values of λ, the smallest first.</param>
public sealed record SweepSizes(int Train, int Test, int Epochs, int Explained, IReadOnlyList<double> Weights)
{
    /// <summary>The sizes of a run.</summary>
    /// <param name="quick">Whether a small one is wanted.</param>
    public static SweepSizes Create(bool quick) => quick
        ? new SweepSizes(4_000, 1_000, 2, 50, [0, LambdaSweep.ShownWeight, LambdaSweep.LargestWeight])
        : new SweepSizes(60_000, 10_000, 4, 500, [0, LambdaSweep.ShownWeight, 1e-3, 1e-2, 1e-1, LambdaSweep.LargestWeight]);

    /// <summary>What the run looks at, in a sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"MNIST, {Train:N0} digits to learn in {Epochs} epochs with each λ, {Test:N0} to test, explanations of {Explained} measured");
}
