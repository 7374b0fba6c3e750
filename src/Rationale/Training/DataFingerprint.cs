using System.Globalization;
using Rationale.Data;

namespace Rationale.Training;

/// <summary>A number that tells data apart: all labels, and so many examples spread over the data that reading them costs nothing beside an epoch.</summary>
internal static class DataFingerprint
{
    private const int BlockSize = 256;

    /// <summary>The fingerprint of examples in their order, as text.</summary>
    public static string Compute(params IEnumerable<Dataset?> parts)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var part in parts.OfType<Dataset>())
        {
            foreach (var label in part.Labels.Span)
            {
                Add(ref hash, (uint)label);
            }

            foreach (var matrix in part.Inputs.Values.Select(input => input.Values).Prepend(part.AnnotationMask).Prepend(part.Targets).Prepend(part.Features))
            {
                Add(ref hash, (uint)(matrix?.Count ?? 0));
                Add(ref hash, matrix);
            }
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static void Add(ref ulong hash, FeatureMatrix? matrix)
    {
        var examples = Math.Min(BlockSize, matrix?.Count ?? 0);
        for (var i = 0; i < examples; i++)
        {
            foreach (var value in matrix!.Row((int)((long)matrix.Count * i / examples)))
            {
                Add(ref hash, BitConverter.SingleToUInt32Bits(value));
            }
        }
    }

    /// <summary>FNV-1a over words, with the high half folded in, which multiplication alone would never bring down.</summary>
    private static void Add(ref ulong hash, uint word)
    {
        hash = (hash ^ word) * 0x100000001B3;
        hash ^= hash >> 32;
    }
}
