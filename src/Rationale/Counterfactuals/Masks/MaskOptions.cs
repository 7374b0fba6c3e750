using Rationale.Attribution;

namespace Rationale.Counterfactuals;

/// <summary>
/// How a map of scores becomes masks: pixels above a threshold, closed by an ellipse, and blurred (Eckstein et al. 2021, section 3). The authors' sizes, 10 and 11, belong to images of 128 pixels;
/// sizes that are not set grow with the image. Immutable, so safe for any number of threads.
/// </summary>
public sealed record MaskOptions
{
    private const int PaperSide = 128;
    private const int PaperRadius = 5;
    private const int FaithfulClosing = 10;
    private const int FaithfulBlur = 11;

    /// <summary>What the authors' code does: OpenCV's 10 × 10 ellipse and a blur of 11 × 11, for images of any size.</summary>
    public static MaskOptions Faithful { get; } = new() { Mode = MaskMode.Faithful };

    /// <summary>Masks that are closed, but not blurred.</summary>
    public static MaskOptions NoBlur { get; } = new() { BlurSize = 1 };

    /// <summary>The geometry of the closing.</summary>
    /// <value>The default is <see cref="MaskMode.Symmetric"/>.</value>
    public MaskMode Mode { get; init; } = MaskMode.Symmetric;

    /// <summary>Height and width of the ellipse in pixels; 1 not to close. Odd where the mode is symmetric. Null for 10 in the faithful mode, and otherwise for 2 ⌊5 s / 128⌋ + 1 of an image of shorter side s.</summary>
    /// <value>The default is null.</value>
    public int? ClosingSize { get; init; }

    /// <summary>Taps of the Gaussian in each direction, odd; 1 not to blur. Null for 11 in the faithful mode, and otherwise for 2 ⌊5 s / 128⌋ + 1 of an image of shorter side s.</summary>
    /// <value>The default is null.</value>
    public int? BlurSize { get; init; }

    /// <summary>Standard deviation of the Gaussian in pixels. Null for OpenCV's choice, 0.3 ((size − 1) / 2 − 1) + 0.8, which is 2 for 11 taps.</summary>
    /// <value>The default is null.</value>
    public double? BlurSigma { get; init; }

    /// <summary>Whether each channel has a mask of its own; otherwise a pixel whose score is above the threshold in any channel is marked in all.</summary>
    /// <value>The default is false.</value>
    public bool ChannelWise { get; init; }

    internal int ClosingFor(int height, int width) => ClosingSize ?? (Mode == MaskMode.Faithful ? FaithfulClosing : Scaled(height, width));

    internal int BlurFor(int height, int width) => BlurSize ?? (Mode == MaskMode.Faithful ? FaithfulBlur : Scaled(height, width));

    internal double SigmaFor(int taps) => BlurSigma ?? ((0.3 * (((taps - 1) * 0.5) - 1)) + 0.8);

    internal void Check()
    {
        if (!Enum.IsDefined(Mode))
        {
            throw new ArgumentException($"MaskOptions.Mode is {Mode}, but it must be one of {string.Join(", ", Enum.GetNames<MaskMode>())}.");
        }

        AttributionChecks.Require("MaskOptions.ClosingSize", ClosingSize);
        AttributionChecks.Require(Mode == MaskMode.Faithful || ClosingSize is null || ClosingSize % 2 == 1, "MaskOptions.ClosingSize", ClosingSize ?? 0, "odd where Mode is Symmetric");
        AttributionChecks.Require("MaskOptions.BlurSize", BlurSize);
        AttributionChecks.Require("MaskOptions.BlurSigma", BlurSigma);
    }

    private static int Scaled(int height, int width) => (2 * (PaperRadius * Math.Min(height, width) / PaperSide)) + 1;
}
