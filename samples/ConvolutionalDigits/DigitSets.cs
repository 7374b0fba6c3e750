using Rationale.Data;

namespace Rationale.Samples.ConvolutionalDigits;

/// <summary>The digits of one run, with pixels of 0 to 1.</summary>
/// <param name="Train">Digits to learn.</param>
/// <param name="Test">Digits to test.</param>
public sealed record DigitSets(Dataset Train, Dataset Test)
{
    private const int QuickTrainRows = 20_000;
    private const int QuickTestRows = 2_000;

    /// <summary>Scales MNIST.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="quick">Whether a part of them is enough.</param>
    public static DigitSets Of(MnistData digits, bool quick) => quick
        ? new DigitSets(PixelScale.ToOne(digits.Train.Take(QuickTrainRows)), PixelScale.ToOne(digits.Test.Take(QuickTestRows)))
        : new DigitSets(PixelScale.ToOne(digits.Train), PixelScale.ToOne(digits.Test));
}
