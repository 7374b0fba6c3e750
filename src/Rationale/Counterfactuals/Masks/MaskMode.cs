namespace Rationale.Counterfactuals;

/// <summary>The geometry of the closing of masks.</summary>
public enum MaskMode
{
    /// <summary>An ellipse around its center, of odd size that grows with the image: the closing covers what it closes and moves nothing.</summary>
    Symmetric,

    /// <summary>
    /// OpenCV's ellipse, as in the authors' code: 10 × 10 whatever the image, with the anchor right and below the center. It is not symmetric, so that dilation and erosion do not match: single
    /// pixels vanish, and what stays moves by up to a pixel.
    /// </summary>
    Faithful,
}
