namespace Rationale.Native.Interop;

/// <summary>Lists of tensors as the native side wants them.</summary>
internal static class TensorPointers
{
    /// <summary>The pointers of tensors, 0 for null.</summary>
    public static nint[] Of(ReadOnlySpan<TensorHandle?> tensors)
    {
        var pointers = new nint[tensors.Length];
        for (var i = 0; i < pointers.Length; i++)
        {
            pointers[i] = tensors[i]?.Pointer ?? 0;
        }

        return pointers;
    }

    /// <summary>Keeps the tensors alive up to here: their pointers were given away.</summary>
    public static void KeepAlive(ReadOnlySpan<TensorHandle?> tensors)
    {
        foreach (var tensor in tensors)
        {
            GC.KeepAlive(tensor);
        }
    }
}
