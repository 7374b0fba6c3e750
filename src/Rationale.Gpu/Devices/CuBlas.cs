using System.Runtime.InteropServices;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Rationale.Gpu.Devices;

/// <summary>Products by NVIDIA's library on one stream: a handle of its own, because a handle has one stream and one workspace.</summary>
internal sealed unsafe class CuBlas : IDisposable
{
    /// <summary>CUBLAS_DEFAULT_MATH: products of 32-bit numbers are not rounded. CUBLAS_TF32_TENSOR_OP_MATH: they may be.</summary>
    private const int DefaultMath = 0;
    private const int TensorFloat32Math = 3;

    private readonly ICuBlasCalls _calls;
    private readonly Accelerator _accelerator;
    private readonly LibraryHandle _handle;

    /// <summary>Takes a handle and its workspace.</summary>
    /// <param name="calls">The library.</param>
    /// <param name="device">The device.</param>
    /// <param name="stream">The driver's stream.</param>
    /// <param name="allowTensorFloat32">Whether products may be rounded.</param>
    /// <exception cref="GpuException">The library does not work with the driver.</exception>
    /// <exception cref="OutOfMemoryException">The device has not enough memory for the workspace.</exception>
    public CuBlas(ICuBlasCalls calls, GpuContext device, nint stream, bool allowTensorFloat32)
    {
        (_calls, _accelerator, _handle) = (calls, device.Accelerator, new LibraryHandle(device, "cublas", calls.Create, calls.Destroy));
        using var binding = _accelerator.BindScoped();
        try
        {
            // The stream comes first, because it takes the workspace back.
            LibraryHandle.Check(calls.SetStream(_handle.Value, stream), "cublasSetStream");
            LibraryHandle.Check(calls.SetWorkspace(_handle.Value, _handle.Workspace, LibraryHandle.WorkspaceBytes), "cublasSetWorkspace");
            LibraryHandle.Check(calls.SetMathMode(_handle.Value, allowTensorFloat32 ? TensorFloat32Math : DefaultMath), "cublasSetMathMode");
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>The file that it was loaded from; empty where it is given.</summary>
    public string File { get; private init; } = "";

    /// <summary>The library for a stream, or null where none is found or none works.</summary>
    /// <param name="device">The device.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="path">Where it is; null to look for it.</param>
    /// <param name="allowTensorFloat32">Whether products may be rounded.</param>
    /// <exception cref="GpuException">What is at the path is no cuBLAS that works.</exception>
    /// <exception cref="OutOfMemoryException">The device has not enough memory for the workspace.</exception>
    public static CuBlas? TryCreate(GpuContext device, AcceleratorStream stream, string? path, bool allowTensorFloat32)
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
                    return new CuBlas(new CuBlasLibrary(library), device, cuda.StreamPtr, allowTensorFloat32) { File = file };
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
        LibraryHandle.Check(_calls.Sgemm(_handle.Value, transposeB ? 1 : 0, transposeA ? 1 : 0, n, m, k, &one, b, transposeB ? k : n, a, transposeA ? m : k, &kept, c, n), "cublasSgemm");
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
