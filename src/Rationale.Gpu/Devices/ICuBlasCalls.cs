namespace Rationale.Gpu.Devices;

/// <summary>
/// The calls of cuBLAS that products need, with the parameters of NVIDIA's header; each gives a status, 0 for success. Matrices are column-major. An interface, so that tests see what is called, and compute it, without
/// a card.
/// </summary>
internal unsafe interface ICuBlasCalls
{
    /// <summary><c>cublasCreate_v2(&amp;handle)</c>.</summary>
    int Create(nint* handle);

    /// <summary><c>cublasDestroy_v2(handle)</c>.</summary>
    int Destroy(nint handle);

    /// <summary><c>cublasSetStream_v2(handle, stream)</c>, which also gives the handle its own workspace back.</summary>
    int SetStream(nint handle, nint stream);

    /// <summary><c>cublasSetWorkspace_v2(handle, workspace, bytes)</c>.</summary>
    int SetWorkspace(nint handle, nint workspace, nuint bytes);

    /// <summary><c>cublasSetMathMode(handle, mode)</c>.</summary>
    int SetMathMode(nint handle, int mode);

    /// <summary><c>cublasSgemm_v2</c>: <c>C = alpha·op(A)·op(B) + beta·C</c>, op(A) [m×k], op(B) [k×n], C [m×n]; a transpose is 1; with <c>beta = 0</c> C is not read.</summary>
    int Sgemm(nint handle, int transposeA, int transposeB, int m, int n, int k, float* alpha, nint a, int lda, nint b, int ldb, float* beta, nint c, int ldc);
}
