namespace Rationale;

/// <summary>
/// Neighboring pixels should matter alike (Erion et al. 2021, the pixel prior): adds <c>λ · Σ |a(i+1, j) − a(i, j)| + |a(i, j+1) − a(i, j)|</c> of each image to the loss, where a is the attribution
/// summed over channels and standardized over the image, so that making all attributions small does not help. Reduced over examples as the task loss is.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class SmoothAttributionsAttribute : AttributionTermAttribute;
