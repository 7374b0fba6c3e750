using System.Globalization;
using System.Numerics.Tensors;

namespace Rationale.Data;

/// <summary>Whether features are of so different sizes that the large ones alone decide what the first layer gives, or all of them far from unit scale.</summary>
internal static class FeatureScales
{
    /// <summary>How many times as large one feature must be as another. Bytes of images that were divided by 255 differ by no more than that.</summary>
    private const double Ratio = 1000;

    /// <summary>Values that are looked at, in examples spread evenly over the data.</summary>
    private const int MaxValues = 1 << 22;

    /// <summary>The largest and the smallest feature with their largest magnitudes, and what follows, in words; null where they are of a size near one.</summary>
    /// <param name="features">[examples × features].</param>
    /// <param name="names">Names of the features; null where they have none.</param>
    /// <param name="model">The name of the model that learns from them.</param>
    public static string? Describe(FeatureMatrix features, IReadOnlyList<string>? names, string model)
    {
        var sizes = LargestMagnitudes(features);
        var (large, small) = (0, -1);
        for (var i = 0; i < sizes.Length; i++)
        {
            large = sizes[i] > sizes[large] ? i : large;

            // A feature that is zero everywhere has no size.
            small = sizes[i] > 0 && (small < 0 || sizes[i] < sizes[small]) ? i : small;
        }

        return small < 0 ? null
            : sizes[large] / (double)sizes[small] >= Ratio
            ? string.Create(CultureInfo.InvariantCulture, $"Feature {Name(large)} is as large as {sizes[large]:G4}, but feature {Name(small)} is no larger than {sizes[small]:G4}, so that '{model}' hardly learns from the small ones")
            : sizes[small] >= Ratio || sizes[large] <= 1 / Ratio
            ? string.Create(CultureInfo.InvariantCulture, $"All features are far from unit scale, feature {Name(large)} for example as large as {sizes[large]:G4}, so that '{model}' {(sizes[small] >= Ratio ? "begins with outputs as large and learns badly" : "hardly learns from them")}")
            : null;

        string Name(int index) => index.ToString(CultureInfo.InvariantCulture) + DatasetNames.After(names, index);
    }

    private static float[] LargestMagnitudes(FeatureMatrix features)
    {
        var (sizes, row) = (new float[features.Width], new float[features.Width]);
        var stride = Math.Max(1, (int)((long)features.Count * features.Width / MaxValues));
        for (var example = 0; example < features.Count; example += stride)
        {
            features.CopyRows(example, 1, row);
            TensorPrimitives.MaxMagnitude(sizes, row, sizes);
        }

        TensorPrimitives.Abs(sizes, sizes);
        return sizes;
    }
}
