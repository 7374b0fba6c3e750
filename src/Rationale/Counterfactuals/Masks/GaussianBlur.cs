using System.Buffers;
using System.Numerics.Tensors;

namespace Rationale.Counterfactuals;

/// <summary>A Gaussian blur of images [height × width], first along rows, then along columns. Beyond the edge the image is mirrored without repeating the edge itself (OpenCV's reflect-101).</summary>
internal sealed class GaussianBlur
{
    private readonly float[] _taps;

    public GaussianBlur(int size, double sigma) => _taps = [.. Taps(size, sigma).Select(tap => (float)tap)];

    /// <summary>Weights of the neighbors: e^(−(i − (n − 1) / 2)² / 2σ²), which sum to 1.</summary>
    public static double[] Taps(int size, double sigma)
    {
        double[] taps = [.. Enumerable.Range(0, size).Select(tap => Math.Exp(-Math.Pow(tap - ((size - 1) / 2.0), 2) / (2 * sigma * sigma)))];
        var sum = taps.Sum();
        return [.. taps.Select(tap => tap / sum)];
    }

    /// <summary>Blurs in place.</summary>
    /// <param name="image">[height × width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public void Run(Span<float> image, int height, int width)
    {
        if (_taps.Length == 1)
        {
            return;
        }

        var radius = _taps.Length / 2;
        var buffer = ArrayPool<float>.Shared.Rent((height * width) + width + (2 * radius));
        var along = buffer.AsSpan(0, height * width);
        var line = buffer.AsSpan(height * width, width + (2 * radius));
        for (var y = 0; y < height; y++)
        {
            var row = image.Slice(y * width, width);
            for (var x = 0; x < line.Length; x++)
            {
                line[x] = row[Mirrored(x - radius, width)];
            }

            Sum(along.Slice(y * width, width), line);
        }

        for (var y = 0; y < height; y++)
        {
            var row = image.Slice(y * width, width);
            row.Clear();
            for (var tap = 0; tap < _taps.Length; tap++)
            {
                TensorPrimitives.MultiplyAdd(along.Slice(Mirrored(y + tap - radius, height) * width, width), _taps[tap], row, row);
            }
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    private void Sum(Span<float> row, ReadOnlySpan<float> line)
    {
        row.Clear();
        for (var tap = 0; tap < _taps.Length; tap++)
        {
            TensorPrimitives.MultiplyAdd(line.Slice(tap, row.Length), _taps[tap], row, row);
        }
    }

    /// <summary>…2 1 | 0 1 2 … n−1 | n−2 n−3…; an image of one pixel is that pixel everywhere.</summary>
    private static int Mirrored(int index, int length)
    {
        while (index < 0 || index >= length)
        {
            index = length == 1 ? 0 : index < 0 ? -index : (2 * (length - 1)) - index;
        }

        return index;
    }
}
