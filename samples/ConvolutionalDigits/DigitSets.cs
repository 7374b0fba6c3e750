using Rationale.Data;

namespace Rationale.Samples.ConvolutionalDigits;

/// <summary>The digits of one run, with pixels of 0 to 1.</summary>
/// <param name="Train">Digits to learn.</param>
/// <param name="Test">Digits to test.</param>
public sealed record DigitSets(Dataset Train, Dataset Test)
{
    private const float LargestPixel = 255;
    private const int QuickTrainRows = 20_000;
    private const int QuickTestRows = 2_000;

    /// <summary>Scales MNIST.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="quick">Whether a part of them is enough.</param>
    public static DigitSets Of(MnistData digits, bool quick) => quick
        ? new DigitSets(Scaled(digits.Train.Take(QuickTrainRows)), Scaled(digits.Test.Take(QuickTestRows)))
        : new DigitSets(Scaled(digits.Train), Scaled(digits.Test));

    private static Dataset Scaled(Dataset digits)
    {
        var bytes = Array.ConvertAll(digits.Features.ToArray(), value => (byte)value);
        return digits.WithFeatures(Column.FromBytes(bytes, digits.Features.Width, 1 / LargestPixel));
    }
}
