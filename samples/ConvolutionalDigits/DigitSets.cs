using Rationale.Data;

namespace Rationale.Samples.ConvolutionalDigits;

/// <summary>The digits of one run, with pixels of 0 to 1.</summary>
/// <param name="Train">Digits to learn.</param>
/// <param name="Test">Digits to test.</param>
public sealed record DigitSets(Dataset Train, Dataset Test)
{
    private const int QuickTrainExamples = 20_000;
    private const int QuickTestExamples = 2_000;

    /// <summary>Scales MNIST.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="quick">Whether a part of them is enough.</param>
    public static DigitSets Create(MnistData digits, bool quick) => quick
        ? new DigitSets(PixelScale.ToOne(digits.Train.Take(QuickTrainExamples)), PixelScale.ToOne(digits.Test.Take(QuickTestExamples)))
        : new DigitSets(PixelScale.ToOne(digits.Train), PixelScale.ToOne(digits.Test));
}
