namespace Rationale.Gpu.Devices;

/// <summary>A product of row-major matrices with an epilogue: <c>C = epilogue(op(A)·op(B))</c>, op(A) [m×k], op(B) [k×n].</summary>
/// <param name="A">Where A stands.</param>
/// <param name="B">Where B stands.</param>
/// <param name="C">Where C goes.</param>
/// <param name="M">Rows of C.</param>
/// <param name="K">Inner dimension.</param>
/// <param name="N">Columns of C.</param>
/// <param name="TransposeA">Whether A is stored [k×m].</param>
/// <param name="TransposeB">Whether B is stored [n×k].</param>
/// <param name="Epilogue">What follows the product.</param>
/// <param name="Bias">A number for each column of C; 0 where the epilogue has none.</param>
/// <param name="Mask">The bits of the epilogue, <see cref="MaskStride"/> of them for each row of C; 0 where the epilogue has none.</param>
internal readonly record struct CuBlasLtProduct(nint A, nint B, nint C, int M, int K, int N, bool TransposeA, bool TransposeB, ProductEpilogue Epilogue, nint Bias = 0, nint Mask = 0)
{
    /// <summary>Bits from one row of a mask to the next: whole multiples of 128, as NVIDIA's header asks.</summary>
    public long MaskStride => MaskStrideOf(N);

    /// <summary>Bits from one row of a mask to the next.</summary>
    /// <param name="columns">Columns of the matrix.</param>
    public static long MaskStrideOf(int columns) => (columns + 127L) / 128 * 128;

    /// <summary>Bytes of a mask.</summary>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="columns">Columns of the matrix.</param>
    public static long MaskBytesOf(int rows, int columns) => rows * MaskStrideOf(columns) / 8;
}
