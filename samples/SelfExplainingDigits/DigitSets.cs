using Rationale.Data;

namespace Rationale.Samples.SelfExplainingDigits;

/// <summary>The digits of one run, with pixels of mean 0 and deviation 1, as the authors have them.</summary>
/// <param name="Train">Digits to learn.</param>
/// <param name="Test">Digits to test.</param>
public sealed record DigitSets(Dataset Train, Dataset Test)
{
    /// <summary>Where models are trained.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Pixels in a row of a digit.</summary>
    public const int Side = 28;

    /// <summary>Standard deviation of a pixel that goes from 0 to 1.</summary>
    public const float Deviation = 0.3081f;

    private const float LargestPixel = 255;
    private const float Mean = 0.1307f;

    /// <summary>Scales as many digits of MNIST as a run looks at.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="sizes">How many.</param>
    public static DigitSets Create(MnistData digits, SweepSizes sizes)
    {
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentNullException.ThrowIfNull(sizes);
        return new DigitSets(Scale(digits.Train.Take(Math.Min(sizes.Train, digits.Train.Count))), Scale(digits.Test.Take(Math.Min(sizes.Test, digits.Test.Count))));
    }

    /// <summary>A digit as it was before it was scaled, 0 to 255.</summary>
    /// <param name="scaled">Its 784 pixels.</param>
    public static float[] Pixels(ReadOnlySpan<float> scaled)
    {
        var pixels = scaled.ToArray();
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = LargestPixel * ((pixels[i] * Deviation) + Mean);
        }

        return pixels;
    }

    private static Dataset Scale(Dataset digits)
    {
        var bytes = Array.ConvertAll(digits.Features.ToArray(), value => (byte)value);
        return digits.WithFeatures(FeatureMatrix.FromBytes(bytes, digits.Features.Width, 1 / (LargestPixel * Deviation), -Mean / Deviation));
    }
}
