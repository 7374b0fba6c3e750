using System.Numerics.Tensors;

namespace Rationale.Counterfactuals;

/// <summary>
/// Dilation and erosion of images [height × width] as OpenCV has them: both look at the same places, neither mirrors the element, and places outside of the image do not count.
/// Over gray values they take the largest and the smallest. Thresholds may therefore be applied afterwards: the closing of {x &gt; t} is {closing of x &gt; t}, so that one closing serves all thresholds.
/// </summary>
internal static class Morphology
{
    /// <summary>A dilation followed by an erosion.</summary>
    /// <param name="image">[height × width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="element">The element.</param>
    public static float[] Close(ReadOnlySpan<float> image, int height, int width, StructuringElement element) =>
        Run(Run(image, height, width, element, float.NegativeInfinity), height, width, element, float.PositiveInfinity);

    private static float[] Run(ReadOnlySpan<float> image, int height, int width, StructuringElement element, float start)
    {
        var dilates = start < 0;
        var result = new float[height * width];
        Array.Fill(result, start);
        foreach (var (row, column) in element.Offsets)
        {
            var (first, count) = (Math.Max(0, -column), width - Math.Abs(column));
            for (var y = Math.Max(0, -row); y < Math.Min(height, height - row) && count > 0; y++)
            {
                var source = image.Slice(((y + row) * width) + first + column, count);
                var target = result.AsSpan((y * width) + first, count);
                if (dilates)
                {
                    TensorPrimitives.Max(source, target, target);
                }
                else
                {
                    TensorPrimitives.Min(source, target, target);
                }
            }
        }

        return result;
    }
}
