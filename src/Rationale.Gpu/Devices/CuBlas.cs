using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Rationale.Gpu.Devices;

/// <summary>NVIDIA's library of products, where one is found: beside the program, in a CUDA toolkit, in a Python environment, or at a path that is given.</summary>
internal sealed unsafe class CuBlas : IDisposable
{
    private const int WorkspaceBytes = 32 << 20;
    private const int DefaultMath = 0;
    private const int TensorFloat32Math = 3;

    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _workspace;
    private readonly delegate* unmanaged<nint, int> _destroy;
    private readonly delegate* unmanaged<nint, int, int, int, int, int, float*, nint, int, nint, int, float*, nint, int, int> _multiply;
    private readonly Accelerator _accelerator;
    private nint _handle;

    private CuBlas(nint library, CudaStream stream, bool allowTensorFloat32)
    {
        var create = (delegate* unmanaged<nint*, int>)NativeLibrary.GetExport(library, "cublasCreate_v2");
        var setStream = (delegate* unmanaged<nint, nint, int>)NativeLibrary.GetExport(library, "cublasSetStream_v2");
        var setWorkspace = (delegate* unmanaged<nint, nint, nuint, int>)NativeLibrary.GetExport(library, "cublasSetWorkspace_v2");
        var setMath = (delegate* unmanaged<nint, int, int>)NativeLibrary.GetExport(library, "cublasSetMathMode");
        _destroy = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cublasDestroy_v2");
        _multiply = (delegate* unmanaged<nint, int, int, int, int, int, float*, nint, int, nint, int, float*, nint, int, int>)NativeLibrary.GetExport(library, "cublasSgemm_v2");
        nint handle;
        Check(create(&handle), "cublasCreate");
        (_handle, _accelerator) = (handle, stream.Accelerator);

        // A workspace of our own is what lets products be recorded, and gives the same bits in every run.
        _workspace = stream.Accelerator.Allocate1D<byte>(WorkspaceBytes);
        Check(setStream(handle, stream.StreamPtr), "cublasSetStream");
        Check(setWorkspace(handle, _workspace.NativePtr, WorkspaceBytes), "cublasSetWorkspace");
        Check(setMath(handle, allowTensorFloat32 ? TensorFloat32Math : DefaultMath), "cublasSetMathMode");
    }

    /// <summary>The library for a stream, or null where none is found or it does not work.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="path">Where it is; null to look for it.</param>
    /// <param name="allowTensorFloat32">Whether products may be rounded.</param>
    public static CuBlas? TryCreate(AcceleratorStream stream, string? path, bool allowTensorFloat32)
    {
        if (stream is not CudaStream cuda)
        {
            return null;
        }

        foreach (var file in path is null ? Candidates() : [path])
        {
            if (NativeLibrary.TryLoad(file, out var library))
            {
                try
                {
                    using var binding = cuda.Accelerator.BindScoped();
                    return new CuBlas(library, cuda, allowTensorFloat32);
                }
                catch (Exception exception) when (exception is EntryPointNotFoundException or GpuException or AcceleratorException)
                {
                    // Another version may work; without any, products are those of our own kernel.
                }
            }
        }

        return path is null ? null : throw new GpuException($"{path} is no cuBLAS that this driver can use; leave GpuDevice.CuBlasPath out to look for another, or to do without.");
    }

    /// <summary><c>C = op(A)·op(B)</c>, or <c>C += op(A)·op(B)</c>, of row-major matrices.</summary>
    public void Multiply(nint a, nint b, nint c, int m, int k, int n, bool transposeA, bool transposeB, bool accumulate)
    {
        // What is row-major here is column-major there: the product of the transposes, in the other order.
        float one = 1, kept = accumulate ? 1 : 0;
        Check(_multiply(_handle, transposeB ? 1 : 0, transposeA ? 1 : 0, n, m, k, &one, b, transposeB ? k : n, a, transposeA ? m : k, &kept, c, n), "cublasSgemm");
    }

    /// <summary>For whoever forgets; the workspace has a finalizer of its own.</summary>
    ~CuBlas() => Destroy();

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
            _ = _destroy(_handle);
            _handle = 0;
        }
    }

    /// <summary>Where libraries may be.</summary>
    internal static IEnumerable<string> Candidates()
    {
        string[] names = OperatingSystem.IsWindows() ? ["cublas64_13.dll", "cublas64_12.dll", "cublas64_11.dll"] : ["libcublas.so.13", "libcublas.so.12", "libcublas.so.11"];
        IEnumerable<string> folders =
        [
            AppContext.BaseDirectory,
            .. Variable("CUDA_PATH").SelectMany(folder => new[] { Path.Combine(folder, "bin"), Path.Combine(folder, "lib64") }),
            "/usr/local/cuda/lib64",
            .. Variable("VIRTUAL_ENV").Concat(Variable("CONDA_PREFIX")).Append("/usr/local").Append("/usr").SelectMany(Wheels),
        ];
        return names.Concat(folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).Where(File.Exists));
    }

    /// <summary>Folders of NVIDIA's wheels below a Python installation.</summary>
    private static IEnumerable<string> Wheels(string root)
    {
        var library = Path.Combine(root, "lib");
        return !Directory.Exists(library) ? [] : Directory.EnumerateDirectories(library, "python3*")
            .SelectMany(python => new[] { "site-packages", "dist-packages" }.Select(packages => Path.Combine(python, packages, "nvidia")))
            .SelectMany(nvidia => new[] { Path.Combine(nvidia, "cublas", "lib"), Path.Combine(nvidia, "cu13", "lib") });
    }

    private static string[] Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? [value] : [];

    private static void Check(int status, string call)
    {
        if (status != 0)
        {
            throw new GpuException(FormattableString.Invariant($"{call} failed with status {status}."));
        }
    }
}
