using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rationale.Data;

/// <summary>Bytes widened to floats when read.</summary>
internal sealed class ByteFeatureMatrix(byte[] values, int count, int width, float scale, float offset) : FeatureMatrix(count, width)
{
    internal override bool IsAlwaysFinite => true;

    private protected override void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            Widen(values.AsSpan(rows[i] * Width, Width), destination.Slice(i * Width, Width));
        }

        Scale(destination);
    }

    private protected override void CopyRange(int first, Span<float> destination)
    {
        Widen(values.AsSpan(first * Width, destination.Length), destination);
        Scale(destination);
    }

    private void Scale(Span<float> destination)
    {
        if (scale != 1)
        {
            TensorPrimitives.Multiply(destination, scale, destination);
        }

        if (offset != 0)
        {
            TensorPrimitives.Add(destination, offset, destination);
        }
    }

    /// <summary>16 bytes at a time through 16- and 32-bit integers; the rest one by one.</summary>
    internal static void Widen(ReadOnlySpan<byte> source, Span<float> destination)
    {
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            ref var from = ref MemoryMarshal.GetReference(source);
            ref var to = ref MemoryMarshal.GetReference(destination[..source.Length]);
            for (; i <= source.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)i));
                var (a, b) = Vector128.Widen(low);
                var (c, d) = Vector128.Widen(high);
                // Signed conversion is one instruction everywhere, unsigned is not; both agree below 256.
                Vector128.ConvertToSingle(a.AsInt32()).StoreUnsafe(ref to, (nuint)i);
                Vector128.ConvertToSingle(b.AsInt32()).StoreUnsafe(ref to, (nuint)(i + 4));
                Vector128.ConvertToSingle(c.AsInt32()).StoreUnsafe(ref to, (nuint)(i + 8));
                Vector128.ConvertToSingle(d.AsInt32()).StoreUnsafe(ref to, (nuint)(i + 12));
            }
        }

        for (; i < source.Length; i++)
        {
            destination[i] = source[i];
        }
    }
}
