namespace Rationale;

/// <summary>Base of the layers that move a square window over images [height × width × channels].</summary>
/// <param name="size">Rows and columns of the window, at least 1.</param>
public abstract class WindowAttribute(int size) : LayerAttribute
{
    /// <summary>Rows and columns of the window.</summary>
    public int Size { get; } = size;

    /// <summary>Step between windows, at least 1; 0 for what is usual: 1 for convolutions, the window's size for pooling.</summary>
    /// <value>The default is 0.</value>
    public int Stride { get; set; }

    /// <summary>Rows and columns of zeros around the image; poolings leave them out of maximum and mean.</summary>
    /// <value>The default is 0.</value>
    public int Padding { get; set; }
}

/// <summary>A convolution (cross-correlation, as everywhere in the field) of images [height × width × channels].</summary>
/// <param name="filters">Channels of the result, at least 1.</param>
/// <param name="size">Rows and columns of the filters, at least 1.</param>
public sealed class ConvAttribute(int filters, int size) : WindowAttribute(size)
{
    /// <summary>Channels of the result.</summary>
    public int Filters { get; } = filters;

    /// <summary>Distance between neighboring elements of a filter, at least 1.</summary>
    /// <value>The default is 1.</value>
    public int Dilation { get; set; } = 1;

    /// <summary>Groups of channels that do not meet; channels and filters must divide by it.</summary>
    /// <value>The default is 1.</value>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added to each channel of the result.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Bias { get; set; } = true;

    /// <summary>How filters and bias start.</summary>
    /// <value>The default is <see cref="Initialization.PyTorchDefault"/>, as in PyTorch.</value>
    public Initialization Initialization { get; set; } = Initialization.PyTorchDefault;
}

/// <summary>
/// A transposed convolution of images [height × width × channels]: the adjoint of a convolution, which makes images larger where its stride is above 1. Height becomes
/// (height − 1) · stride − 2 · padding + dilation · (size − 1) + output padding + 1.
/// </summary>
/// <param name="filters">Channels of the result, at least 1.</param>
/// <param name="size">Rows and columns of the filters, at least 1.</param>
public sealed class ConvTransposeAttribute(int filters, int size) : WindowAttribute(size)
{
    /// <summary>Channels of the result.</summary>
    public int Filters { get; } = filters;

    /// <summary>Rows and columns added at the bottom and on the right of the result, below the stride: of the sizes that a convolution brings to the same, the one wanted.</summary>
    /// <value>The default is 0.</value>
    public int OutputPadding { get; set; }

    /// <summary>Distance between neighboring elements of a filter, at least 1.</summary>
    /// <value>The default is 1.</value>
    public int Dilation { get; set; } = 1;

    /// <summary>Groups of channels that do not meet; channels and filters must divide by it.</summary>
    /// <value>The default is 1.</value>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added to each channel of the result.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Bias { get; set; } = true;

    /// <summary>How filters and bias start.</summary>
    /// <value>The default is <see cref="Initialization.PyTorchDefault"/>, as in PyTorch.</value>
    public Initialization Initialization { get; set; } = Initialization.PyTorchDefault;
}

/// <summary>The maximum of each window and channel.</summary>
/// <param name="size">Rows and columns of the window, at least 1.</param>
public sealed class MaxPoolAttribute(int size) : WindowAttribute(size);

/// <summary>The mean of each window and channel.</summary>
/// <param name="size">Rows and columns of the window, at least 1.</param>
public sealed class AveragePoolAttribute(int size) : WindowAttribute(size);

/// <summary>The mean of each channel over the whole image, [height × width × channels], or over all tokens, [tokens × channels]: both become [channels].</summary>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;
