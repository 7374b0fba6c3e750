using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Oracle;

/// <summary>Convolutions, poolings and resizing from their definitions: each is a list of what meets what, and an adjoint is the same list read the other way.</summary>
internal static class ImageOracle
{
    /// <summary>Σ over all (image element, filter element, result element) that a convolution multiplies, added where <paramref name="term"/> says.</summary>
    public static double[] Convolve(ConvolutionOp convolution, Shape image, int rows, int length, Func<(int X, int Weight, int Y), (int Target, double Value)> term)
    {
        var result = new double[length];
        var (height, width, channels) = (image.Dimensions[0], image.Dimensions[1], image.Dimensions[2]);
        var (window, filters, groups) = (convolution.Window, convolution.Filters, convolution.Groups);
        var (outHeight, outWidth) = Positions(window, height, width);
        var (perGroup, filtersPerGroup) = (channels / groups, filters / groups);
        foreach (var (row, oy, ox, ky, kx, y, x) in Meetings(window, image, rows))
        {
            for (var filter = 0; filter < filters; filter++)
            {
                for (var channel = 0; channel < perGroup; channel++)
                {
                    var group = filter / filtersPerGroup;
                    var (target, value) = term((
                        (((((row * height) + y) * width) + x) * channels) + (group * perGroup) + channel,
                        (((((((group * window.Height) + ky) * window.Width) + kx) * perGroup) + channel) * filtersPerGroup) + (filter % filtersPerGroup),
                        (((((row * outHeight) + oy) * outWidth) + ox) * filters) + filter));
                    result[target] += value;
                }
            }
        }

        return result;
    }

    /// <summary>The image elements of each window and channel, in reading order, padding left out; by result element.</summary>
    public static List<int>[] Windows(Window window, Shape image, int rows)
    {
        var (height, width, channels) = (image.Dimensions[0], image.Dimensions[1], image.Dimensions[2]);
        var (outHeight, outWidth) = Positions(window, height, width);
        if (window is AdaptiveWindow)
        {
            return Parts(image, outHeight, outWidth, rows);
        }

        var windows = Enumerable.Range(0, rows * outHeight * outWidth * channels).Select(_ => new List<int>()).ToArray();
        foreach (var (row, oy, ox, _, _, y, x) in Meetings(window, image, rows))
        {
            for (var channel = 0; channel < channels; channel++)
            {
                windows[(((((row * outHeight) + oy) * outWidth) + ox) * channels) + channel].Add((((((row * height) + y) * width) + x) * channels) + channel);
            }
        }

        return windows;
    }

    /// <summary>Windows that divide the image: a pixel belongs to a part if any of it lies there.</summary>
    private static List<int>[] Parts(Shape image, int outHeight, int outWidth, int rows)
    {
        var (height, width, channels) = (image.Dimensions[0], image.Dimensions[1], image.Dimensions[2]);
        return [.. from row in Enumerable.Range(0, rows)
                   from oy in Enumerable.Range(0, outHeight)
                   from ox in Enumerable.Range(0, outWidth)
                   from channel in Enumerable.Range(0, channels)
                   select (from y in Enumerable.Range(0, height).Where(y => Meet(y, height, oy, outHeight))
                           from x in Enumerable.Range(0, width).Where(x => Meet(x, width, ox, outWidth))
                           select (((((row * height) + y) * width) + x) * channels) + channel).ToList()];

        static bool Meet(int pixel, int size, int part, int parts) => (pixel + 1) * parts > part * size && pixel * parts < (part + 1) * size;
    }

    /// <summary>The place of each window's first maximum.</summary>
    public static int[] FirstMaxima(double[] values, Window window, Shape image, int rows) =>
        [.. Windows(window, image, rows).Select(places => places.Aggregate((best, place) => values[place] > values[best] ? place : best))];

    /// <summary>What each pixel of the resized image takes from which pixel of the image.</summary>
    public static IEnumerable<(int From, int To, double Weight)> Resized(ResizeKind kind, Shape image, Shape resized, int rows)
    {
        var (height, width, channels) = (image.Dimensions[0], image.Dimensions[1], image.Dimensions[2]);
        var (outHeight, outWidth) = (resized.Dimensions[0], resized.Dimensions[1]);
        return from row in Enumerable.Range(0, rows)
               from oy in Enumerable.Range(0, outHeight)
               from down in Axis(kind, oy, height, outHeight)
               from ox in Enumerable.Range(0, outWidth)
               from across in Axis(kind, ox, width, outWidth)
               from channel in Enumerable.Range(0, channels)
               select (
                   (((((row * height) + down.Index) * width) + across.Index) * channels) + channel,
                   (((((row * outHeight) + oy) * outWidth) + ox) * channels) + channel,
                   down.Weight * across.Weight);
    }

    private static IEnumerable<(int Index, double Weight)> Axis(ResizeKind kind, int index, int size, int outSize)
    {
        if (kind == ResizeKind.Nearest)
        {
            return [(index * size / outSize, 1)];
        }

        var center = Math.Clamp(((index + 0.5) * size / outSize) - 0.5, 0, size - 1);
        return Enumerable.Range(0, size).Select(i => (i, Math.Max(0, 1 - Math.Abs(center - i)))).Where(pair => pair.Item2 > 0);
    }

    private static (int Height, int Width) Positions(Window window, int height, int width) => window is AdaptiveWindow ? window.Over(height, width) : (
        Enumerable.Range(0, height + (2 * window.Padding)).Count(top => top % window.Stride == 0 && top + ((window.Height - 1) * window.Dilation) < height + (2 * window.Padding)),
        Enumerable.Range(0, width + (2 * window.Padding)).Count(left => left % window.Stride == 0 && left + ((window.Width - 1) * window.Dilation) < width + (2 * window.Padding)));

    /// <summary>Every place of the window and element of it that meets the image.</summary>
    private static IEnumerable<(int Row, int OutY, int OutX, int WindowY, int WindowX, int Y, int X)> Meetings(Window window, Shape image, int rows)
    {
        var (height, width) = (image.Dimensions[0], image.Dimensions[1]);
        var (outHeight, outWidth) = Positions(window, height, width);
        for (var row = 0; row < rows; row++)
        {
            for (var oy = 0; oy < outHeight; oy++)
            {
                for (var ox = 0; ox < outWidth; ox++)
                {
                    for (var tap = 0; tap < window.Height * window.Width; tap++)
                    {
                        var (ky, kx) = (tap / window.Width, tap % window.Width);
                        var (y, x) = ((oy * window.Stride) - window.Padding + (ky * window.Dilation), (ox * window.Stride) - window.Padding + (kx * window.Dilation));
                        if (y >= 0 && y < height && x >= 0 && x < width)
                        {
                            yield return (row, oy, ox, ky, kx, y, x);
                        }
                    }
                }
            }
        }
    }
}
