namespace Rationale.Metrics;

/// <summary>Which mask is the best: |m| is its share of the image, Δf what the hybrid gains.</summary>
public enum OptimalMaskRule
{
    /// <summary>The smallest |m|² + (1 − Δf)²: nearest to nothing copied and everything gained (Eckstein et al. 2021). Of equals the lowest threshold.</summary>
    NearestToIdeal,

    /// <summary>The smallest |m| − Δf (QuAC). Of equals the lowest threshold.</summary>
    LargestGain,
}
