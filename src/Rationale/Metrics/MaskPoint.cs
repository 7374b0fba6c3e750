namespace Rationale.Metrics;

/// <summary>What the mask of one threshold does.</summary>
/// <param name="Threshold">Scores above it are marked.</param>
/// <param name="Size">|m|, the share of the image that the mask marks before it is blurred.</param>
/// <param name="Gain">Δf = f(x_H) − f(x_C): how much more probable the class of the real image is for the hybrid than for the counterfactual.</param>
public readonly record struct MaskPoint(double Threshold, double Size, double Gain);
