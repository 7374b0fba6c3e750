namespace Rationale;

/// <summary>How an image is resized.</summary>
public enum ResizeKind
{
    /// <summary>Each pixel takes the value of the nearest one.</summary>
    Nearest,

    /// <summary>Each pixel is a mean of the four around it, corners not aligned (PyTorch's default).</summary>
    Bilinear,
}
