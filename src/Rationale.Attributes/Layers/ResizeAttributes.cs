namespace Rationale;

/// <summary>Images [height × width × channels] at a given size.</summary>
/// <param name="height">Rows of the result, at least 1.</param>
/// <param name="width">Columns of the result, at least 1.</param>
public sealed class ResizeAttribute(int height, int width) : LayerAttribute
{
    /// <summary>Rows of the result.</summary>
    public int Height { get; } = height;

    /// <summary>Columns of the result.</summary>
    public int Width { get; } = width;

    /// <summary>How values between pixels are made.</summary>
    /// <value>The default is <see cref="ResizeKind.Nearest"/>, as in PyTorch.</value>
    public ResizeKind Kind { get; set; }
}

/// <summary>Images [height × width × channels] an integer number of times as high and wide.</summary>
/// <param name="scale">How many times, at least 1.</param>
public sealed class UpsampleAttribute(int scale) : LayerAttribute
{
    /// <summary>How many times.</summary>
    public int Scale { get; } = scale;

    /// <summary>How values between pixels are made.</summary>
    /// <value>The default is <see cref="ResizeKind.Nearest"/>, as in PyTorch.</value>
    public ResizeKind Kind { get; set; }
}

/// <summary>
/// The mean of each of height × width parts of an image, whatever its size; parts of nearly the same size, which share a pixel where the numbers do not divide.
/// </summary>
/// <param name="height">Rows of the result, at least 1.</param>
/// <param name="width">Columns of the result, at least 1.</param>
public sealed class AdaptiveAveragePoolAttribute(int height, int width) : LayerAttribute
{
    /// <summary>Rows of the result.</summary>
    public int Height { get; } = height;

    /// <summary>Columns of the result.</summary>
    public int Width { get; } = width;
}

/// <summary>The maximum of each of height × width parts of an image, as <see cref="AdaptiveAveragePoolAttribute"/> divides it.</summary>
/// <param name="height">Rows of the result, at least 1.</param>
/// <param name="width">Columns of the result, at least 1.</param>
public sealed class AdaptiveMaxPoolAttribute(int height, int width) : LayerAttribute
{
    /// <summary>Rows of the result.</summary>
    public int Height { get; } = height;

    /// <summary>Columns of the result.</summary>
    public int Width { get; } = width;
}
