using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Rationale.Gpu.Devices;

/// <summary>Products by NVIDIA's library on one stream: a handle of its own, because a handle has one stream and one workspace.</summary>
internal sealed unsafe class CuBlas : IDisposable
{
    private const int WorkspaceBytes = 32 << 20;

    /// <summary>CUBLAS_DEFAULT_MATH: products of 32-bit numbers are not rounded. CUBLAS_TF32_TENSOR_OP_MATH: they may be.</summary>
    private const int DefaultMath = 0;
    private const int TensorFloat32Math = 3;

    private readonly ICuBlasCalls _calls;
    private readonly Accelerator _accelerator;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _workspace;
    private nint _handle;

    /// <summary>Takes a handle and its workspace.</summary>
    /// <param name="calls">The library.</param>
    /// <param name="accelerator">The accelerator.</param>
    /// <param name="stream">The driver's stream.</param>
    /// <param name="allowTensorFloat32">Whether products may be rounded.</param>
    /// <exception cref="GpuException">The library does not work with the driver.</exception>
    public CuBlas(ICuBlasCalls calls, Accelerator accelerator, nint stream, bool allowTensorFloat32)
    {
        (_calls, _accelerator) = (calls, accelerator);
        using var binding = accelerator.BindScoped();
        nint handle;
        Check(calls.Create(&handle), "cublasCreate");
        _handle = handle;

        // A workspace of our own is what lets products be recorded, and gives the same bits in every run. It comes after the stream, which takes the workspace back.
        _workspace = accelerator.Allocate1D<byte>(WorkspaceBytes);
        Check(calls.SetStream(handle, stream), "cublasSetStream");
        Check(calls.SetWorkspace(handle, _workspace.NativePtr, WorkspaceBytes), "cublasSetWorkspace");
        Check(calls.SetMathMode(handle, allowTensorFloat32 ? TensorFloat32Math : DefaultMath), "cublasSetMathMode");
    }

    /// <summary>The file that it was loaded from; empty where it is given.</summary>
    public string File { get; private init; } = "";

    /// <summary>The library for a stream, or null where none is found or none works.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="path">Where it is; null to look for it.</param>
    /// <param name="allowTensorFloat32">Whether products may be rounded.</param>
    /// <exception cref="GpuException">What is at the path is no cuBLAS that works.</exception>
    public static CuBlas? TryCreate(AcceleratorStream stream, string? path, bool allowTensorFloat32)
    {
        if (stream is not CudaStream cuda)
        {
            return null;
        }

        foreach (var file in path is null ? CuBlasFiles.All() : [path])
        {
            if (NativeLibrary.TryLoad(file, out var library))
            {
                try
                {
                    return new CuBlas(new CuBlasLibrary(library), cuda.Accelerator, cuda.StreamPtr, allowTensorFloat32) { File = file };
                }
                catch (Exception exception) when (exception is EntryPointNotFoundException or GpuException or AcceleratorException)
                {
                    // Another version may work; without any, products are those of our own kernel.
                }
            }
        }

        return path is null ? null : throw new GpuException(GpuMessages.NoLibrary(path));
    }

    /// <summary><c>C = op(A)·op(B)</c>, or <c>C += op(A)·op(B)</c>, of row-major matrices: op(A) [m×k], op(B) [k×n].</summary>
    /// <exception cref="GpuException">The library refuses.</exception>
    public void Multiply(nint a, nint b, nint c, int m, int k, int n, bool transposeA, bool transposeB, bool accumulate)
    {
        using var binding = _accelerator.BindScoped();

        // What is row-major here is column-major there: the product of the transposes, in the other order. A row of a matrix here is what a leading dimension is there.
        float one = 1, kept = accumulate ? 1 : 0;
        Check(_calls.Sgemm(_handle, transposeB ? 1 : 0, transposeA ? 1 : 0, n, m, k, &one, b, transposeB ? k : n, a, transposeA ? m : k, &kept, c, n), "cublasSgemm");
    }

    /// <summary>For whoever forgets; the workspace has a finalizer of its own.</summary>
    ~CuBlas() => Destroy();

    /// <inheritdoc/>
    public void Dispose()
    {
        Destroy();
        _workspace.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Destroy()
    {
        if (_handle != 0)
        {
            using var binding = _accelerator.BindScoped();
            _ = _calls.Destroy(_handle);
            _handle = 0;
        }
    }

    /// <summary>Throws where a call of NVIDIA's libraries has failed.</summary>
    /// <param name="status">What it gave.</param>
    /// <param name="call">Its name.</param>
    /// <exception cref="GpuException">It has.</exception>
    internal static void Check(int status, string call)
    {
        if (status != 0)
        {
            throw new GpuException(FormattableString.Invariant($"{call} failed with status {status}."));
        }
    }
}
