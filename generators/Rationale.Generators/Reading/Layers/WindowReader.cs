using Rationale.Graph;

namespace Rationale.Generators.Reading;

/// <summary>Reads what convolutions and poolings share: how a square window moves.</summary>
internal static class WindowReader
{
    /// <summary>Reads the window of a convolution, which moves by one where no stride is given.</summary>
    public static Window ReadFilter(AttributeUse attribute, ReadingContext context, string dilation, int usualDilation) =>
        Read(attribute, context, _ => 1, context.Count(attribute, dilation, usualDilation));

    /// <summary>Reads the window of a pooling, which moves by its own size where no stride is given.</summary>
    public static Window ReadPool(AttributeUse attribute, ReadingContext context) => Read(attribute, context, size => size, dilation: 1);

    private static Window Read(AttributeUse attribute, ReadingContext context, Func<int, int> usualStride, int dilation)
    {
        var size = context.Count(attribute, "size");
        var stride = context.CountOrZero(attribute, nameof(WindowAttribute.Stride));
        return new Window(
            size,
            size,
            stride == 0 ? usualStride(size) : stride,
            context.CountOrZero(attribute, nameof(WindowAttribute.Padding)),
            dilation);
    }
}
