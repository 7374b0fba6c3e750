namespace Rationale.SelfExplaining;

/// <summary>How fast relevances were seen to change around an example, and where.</summary>
/// <param name="Ratio">The largest ratio that was met; not a number where there was none.</param>
/// <param name="Point">The features of the point where it was met, inside the ball; null where there was none.</param>
/// <remarks>Thread safety: immutable as long as nobody changes the array.</remarks>
public readonly record struct StabilityEstimate(double Ratio, float[]? Point);
