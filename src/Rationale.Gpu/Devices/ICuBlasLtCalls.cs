using System.Runtime.InteropServices;

namespace Rationale.Gpu.Devices;

/// <summary>
/// The calls of cuBLASLt that products with an epilogue need, with the parameters of NVIDIA's header <c>cublasLt.h</c>; each gives a status, 0 for success. Matrices are column-major. An interface, so that tests see what is
/// called, and compute it, without a card.
/// </summary>
internal unsafe interface ICuBlasLtCalls
{
    /// <summary><c>cublasLtCreate(&amp;handle)</c>.</summary>
    int Create(nint* handle);

    /// <summary><c>cublasLtDestroy(handle)</c>.</summary>
    int Destroy(nint handle);

    /// <summary><c>cublasLtMatmulDescCreate(&amp;operation, computeType, scaleType)</c>.</summary>
    int CreateOperation(nint* operation, int computeType, int scaleType);

    /// <summary><c>cublasLtMatmulDescDestroy(operation)</c>.</summary>
    int DestroyOperation(nint operation);

    /// <summary><c>cublasLtMatmulDescSetAttribute(operation, attribute, value, bytes)</c>.</summary>
    int SetOperation(nint operation, int attribute, void* value, nuint bytes);

    /// <summary><c>cublasLtMatrixLayoutCreate(&amp;layout, type, rows, columns, leadingDimension)</c>.</summary>
    int CreateLayout(nint* layout, int type, ulong rows, ulong columns, long leadingDimension);

    /// <summary><c>cublasLtMatrixLayoutDestroy(layout)</c>.</summary>
    int DestroyLayout(nint layout);

    /// <summary><c>cublasLtMatmulPreferenceCreate(&amp;preference)</c>.</summary>
    int CreatePreference(nint* preference);

    /// <summary><c>cublasLtMatmulPreferenceDestroy(preference)</c>.</summary>
    int DestroyPreference(nint preference);

    /// <summary><c>cublasLtMatmulPreferenceSetAttribute(preference, attribute, value, bytes)</c>.</summary>
    int SetPreference(nint preference, int attribute, void* value, nuint bytes);

    /// <summary><c>cublasLtMatmulAlgoGetHeuristic</c>: algorithms in the order of their estimated times, none where the operation is not supported.</summary>
    int FindAlgorithms(nint handle, nint operation, nint a, nint b, nint c, nint d, nint preference, int wanted, CuBlasLtAlgorithm* results, int* found);

    /// <summary><c>cublasLtMatmul</c>: <c>D = epilogue(alpha·op(A)·op(B) + beta·C)</c>; with <c>beta = 0</c> C is not read, and it may be D.</summary>
    int Multiply(nint handle, nint operation, float* alpha, nint a, nint layoutA, nint b, nint layoutB, float* beta, nint c, nint layoutC, nint d, nint layoutD, CuBlasLtAlgorithm* algorithm, nint workspace, nuint workspaceBytes, nint stream);
}

/// <summary><c>cublasLtMatmulHeuristicResult_t</c>: an algorithm, which is its first 64 bytes, with what it needs.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CuBlasLtAlgorithm
{
    /// <summary><c>cublasLtMatmulAlgo_t</c>.</summary>
    public fixed ulong Data[8];

    /// <summary>Bytes of the workspace.</summary>
    public nuint WorkspaceBytes;

    /// <summary>Status: 0 where the algorithm can run.</summary>
    public int State;

    /// <summary>How far it occupies the device.</summary>
    public float Waves;

    /// <summary>Not used.</summary>
    public fixed int Reserved[4];
}
