using Rationale.Data;

namespace Rationale.Constraints;

/// <summary>Sets of inputs as columns of zeros and ones.</summary>
internal static class Masks
{
    /// <summary>Inputs of either set; a set that is null is empty.</summary>
    public static FeatureMatrix Union(FeatureMatrix? left, FeatureMatrix right)
    {
        if (left is null)
        {
            return right;
        }

        var union = new byte[checked(right.Count * right.Width)];
        ForEach(left, right, (index, a, b) => union[index] = a || b ? (byte)1 : (byte)0);
        return FeatureMatrix.FromBytes(union, right.Width);
    }

    /// <summary>Share of a set that is in another; zero where either is empty.</summary>
    public static double Overlap(FeatureMatrix mask, FeatureMatrix? other)
    {
        var (shared, all) = (0L, 0L);
        ForEach(mask, other ?? FeatureMatrix.Repeat(new float[mask.Width], mask.Count), (_, a, b) =>
        {
            all += a ? 1 : 0;
            shared += a && b ? 1 : 0;
        });
        return all == 0 ? 0 : (double)shared / all;
    }

    private static void ForEach(FeatureMatrix left, FeatureMatrix right, Action<int, bool, bool> visit)
    {
        var (a, b) = (new float[left.Width], new float[right.Width]);
        for (var example = 0; example < left.Count; example++)
        {
            left.CopyRows(example, 1, a);
            right.CopyRows(example, 1, b);
            for (var i = 0; i < a.Length; i++)
            {
                visit((example * a.Length) + i, a[i] != 0, b[i] != 0);
            }
        }
    }
}
