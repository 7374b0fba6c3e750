using System.Runtime.InteropServices;

namespace Rationale.Gpu.Devices;

/// <summary>NVIDIA's library of products, loaded from a file.</summary>
internal sealed unsafe class CuBlasLibrary : ICuBlasCalls
{
    private readonly delegate* unmanaged<nint*, int> _create;
    private readonly delegate* unmanaged<nint, int> _destroy;
    private readonly delegate* unmanaged<nint, nint, int> _setStream;
    private readonly delegate* unmanaged<nint, nint, nuint, int> _setWorkspace;
    private readonly delegate* unmanaged<nint, int, int> _setMathMode;
    private readonly delegate* unmanaged<nint, int, int, int, int, int, float*, nint, int, nint, int, float*, nint, int, int> _sgemm;

    /// <summary>Finds the calls.</summary>
    /// <param name="library">The loaded library.</param>
    /// <exception cref="EntryPointNotFoundException">It is older than CUDA 11, or no cuBLAS.</exception>
    public CuBlasLibrary(nint library)
    {
        _create = (delegate* unmanaged<nint*, int>)NativeLibrary.GetExport(library, "cublasCreate_v2");
        _destroy = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cublasDestroy_v2");
        _setStream = (delegate* unmanaged<nint, nint, int>)NativeLibrary.GetExport(library, "cublasSetStream_v2");
        _setWorkspace = (delegate* unmanaged<nint, nint, nuint, int>)NativeLibrary.GetExport(library, "cublasSetWorkspace_v2");
        _setMathMode = (delegate* unmanaged<nint, int, int>)NativeLibrary.GetExport(library, "cublasSetMathMode");
        _sgemm = (delegate* unmanaged<nint, int, int, int, int, int, float*, nint, int, nint, int, float*, nint, int, int>)NativeLibrary.GetExport(library, "cublasSgemm_v2");
    }

    /// <inheritdoc/>
    public int Create(nint* handle) => _create(handle);

    /// <inheritdoc/>
    public int Destroy(nint handle) => _destroy(handle);

    /// <inheritdoc/>
    public int SetStream(nint handle, nint stream) => _setStream(handle, stream);

    /// <inheritdoc/>
    public int SetWorkspace(nint handle, nint workspace, nuint bytes) => _setWorkspace(handle, workspace, bytes);

    /// <inheritdoc/>
    public int SetMathMode(nint handle, int mode) => _setMathMode(handle, mode);

    /// <inheritdoc/>
    public int Sgemm(nint handle, int transposeA, int transposeB, int m, int n, int k, float* alpha, nint a, int lda, nint b, int ldb, float* beta, nint c, int ldc) =>
        _sgemm(handle, transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}
