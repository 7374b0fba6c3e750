using Rationale.Data;

namespace Rationale.Samples.Discs;

/// <summary>The digits of one run, with pixels of 0 to 1.</summary>
/// <param name="Train">Digits to learn.</param>
/// <param name="Test">Digits to test, of which those of the pair are translated.</param>
/// <param name="Translated">The most images of each digit to train the translator on.</param>
/// <param name="TranslatorEpochs">Epochs of the translator, half of them with a falling learning rate.</param>
/// <param name="Limit">The most test images of each digit to score.</param>
public sealed record DigitSets(Dataset Train, Dataset Test, int Translated, int TranslatorEpochs, int Limit)
{
    /// <summary>Scales MNIST.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="quick">Whether a part of them is enough.</param>
    public static DigitSets Create(MnistData digits, bool quick)
    {
        ArgumentNullException.ThrowIfNull(digits);
        return quick
            ? new DigitSets(PixelScale.ToOne(digits.Train.Take(10_000)), PixelScale.ToOne(digits.Test.Take(2_000)), 600, 2, 60)
            : new DigitSets(PixelScale.ToOne(digits.Train), PixelScale.ToOne(digits.Test), 6_000, 8, 100);
    }

    /// <summary>The images of two digits to train the translator on.</summary>
    /// <param name="pair">The digits.</param>
    public Dataset Of(DigitPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var labels = Train.Labels.ToArray();
        return Train.Select([.. new[] { pair.First, pair.Second }.SelectMany(digit => Enumerable.Range(0, labels.Length).Where(row => labels[row] == digit).Take(Translated))]);
    }
}
