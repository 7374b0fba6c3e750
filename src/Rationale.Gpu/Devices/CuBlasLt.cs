using System.Runtime.InteropServices;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Rationale.Gpu.Devices;

/// <summary>
/// Products with a bias, a rectifier or a gate by NVIDIA's library on one stream. An algorithm is looked for when a product is prepared, before steps are recorded, so that every run of it, and every recording, is the same launch.
/// </summary>
internal sealed unsafe class CuBlasLt : IDisposable
{
    private const int Wanted = 4;

    /// <summary>CUDA_R_32F.</summary>
    private const int Single = 0;

    /// <summary>CUBLAS_COMPUTE_32F: products of 32-bit numbers are not rounded. CUBLAS_COMPUTE_32F_FAST_TF32: they may be.</summary>
    private const int Strict = 68;
    private const int TensorFloat32 = 77;

    private readonly ICuBlasLtCalls _calls;
    private readonly Accelerator _accelerator;
    private readonly nint _stream;
    private readonly int _computeType;
    private readonly LibraryHandle _handle;

    /// <summary>Takes a handle and a workspace.</summary>
    /// <param name="calls">The library.</param>
    /// <param name="device">The device.</param>
    /// <param name="stream">The driver's stream.</param>
    /// <param name="allowTensorFloat32">Whether products may be rounded.</param>
    /// <exception cref="GpuException">The library does not work with the driver.</exception>
    /// <exception cref="OutOfMemoryException">The device has not enough memory for the workspace.</exception>
    public CuBlasLt(ICuBlasLtCalls calls, GpuContext device, nint stream, bool allowTensorFloat32)
    {
        (_calls, _accelerator, _stream, _computeType) = (calls, device.Accelerator, stream, allowTensorFloat32 ? TensorFloat32 : Strict);
        _handle = new LibraryHandle(device, "cublasLt", calls.Create, calls.Destroy);
    }

    /// <summary>The library beside cuBLAS, or null where there is none or it does not work: products then have a launch of their own for what follows them.</summary>
    /// <param name="device">The device.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="cuBlas">The file of cuBLAS; empty where that is given.</param>
    /// <param name="allowTensorFloat32">Whether products may be rounded.</param>
    /// <exception cref="OutOfMemoryException">The device has not enough memory for the workspace.</exception>
    public static CuBlasLt? TryCreate(GpuContext device, AcceleratorStream stream, string cuBlas, bool allowTensorFloat32)
    {
        if (stream is not CudaStream cuda || cuBlas.Length == 0)
        {
            return null;
        }

        try
        {
            return NativeLibrary.TryLoad(CuBlasFiles.Beside(cuBlas), out var library) ? new CuBlasLt(new CuBlasLtLibrary(library), device, cuda.StreamPtr, allowTensorFloat32) : null;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or GpuException or AcceleratorException)
        {
            return null;
        }
    }

    /// <summary>Chooses an algorithm for a product; null where the library has none for it, or refuses its description, as one does that is older than the bits of rectifiers.</summary>
    public PreparedProduct? TryPrepare(in CuBlasLtProduct product)
    {
        using var binding = _accelerator.BindScoped();
        var prepared = new PreparedProduct(this, product);
        if (prepared.TryFind())
        {
            return prepared;
        }

        prepared.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>A product with its algorithm, for who gives it back.</summary>
    internal sealed class PreparedProduct : IDisposable
    {
        private readonly CuBlasLt _library;
        private readonly CuBlasLtProduct _product;
        private nint _operation;
        private nint _left;
        private nint _right;
        private nint _result;
        private CuBlasLtAlgorithm _algorithm;

        public PreparedProduct(CuBlasLt library, in CuBlasLtProduct product) => (_library, _product) = (library, product);

        /// <summary>Describes the product and looks for an algorithm: false where the library has none, or refuses a part of the description.</summary>
        public bool TryFind()
        {
            try
            {
                Describe();
                return Find();
            }
            catch (GpuException)
            {
                return false;
            }
        }

        public void Run()
        {
            using var binding = _library._accelerator.BindScoped();
            float one = 1, zero = 0;
            fixed (CuBlasLtAlgorithm* algorithm = &_algorithm)
            {
                var status = _library._calls.Multiply(
                    _library._handle.Value, _operation, &one, _product.B, _left, _product.A, _right, &zero, _product.C, _result, _product.C, _result, algorithm, _library._handle.Workspace, LibraryHandle.WorkspaceBytes, _library._stream);
                LibraryHandle.Check(status, "cublasLtMatmul");
            }
        }

        /// <summary>For whoever forgets: descriptions are memory of the library, which no collector sees.</summary>
        ~PreparedProduct() => Destroy();

        /// <inheritdoc/>
        public void Dispose()
        {
            Destroy();
            GC.SuppressFinalize(this);
        }

        private void Describe()
        {
            var product = _product;
            nint operation;
            LibraryHandle.Check(_library._calls.CreateOperation(&operation, _library._computeType, Single), "cublasLtMatmulDescCreate");
            _operation = operation;

            // What is row-major here is column-major there: the product of the transposes, in the other order. The rows of the library's result are the columns of ours, which is what a bias belongs to.
            Set(Operation.TransposeA, product.TransposeB ? 1 : 0);
            Set(Operation.TransposeB, product.TransposeA ? 1 : 0);
            Set(Operation.Epilogue, (int)product.Epilogue);
            if (product.Bias != 0)
            {
                Set(Operation.Bias, product.Bias);
            }

            if (product.Mask != 0)
            {
                Set(Operation.Mask, product.Mask);
                Set(Operation.MaskStride, product.MaskStride);
            }

            _left = Layout(product.TransposeB ? product.K : product.N, product.TransposeB ? product.N : product.K);
            _right = Layout(product.TransposeA ? product.M : product.K, product.TransposeA ? product.K : product.M);
            _result = Layout(product.N, product.M);
        }

        private bool Find()
        {
            nint preference;
            LibraryHandle.Check(_library._calls.CreatePreference(&preference), "cublasLtMatmulPreferenceCreate");
            try
            {
                var workspace = (ulong)LibraryHandle.WorkspaceBytes;
                LibraryHandle.Check(_library._calls.SetPreference(preference, Preference.WorkspaceBytes, &workspace, sizeof(ulong)), "cublasLtMatmulPreferenceSetAttribute");
                ReadOnlySpan<nint> places = [_product.B, _product.A, _product.C, _product.C];
                for (var i = 0; i < places.Length; i++)
                {
                    // Values stand where the arena has space for them: the library may not expect more alignment than that.
                    var alignment = Alignment(places[i]);
                    LibraryHandle.Check(_library._calls.SetPreference(preference, Preference.AlignmentA + i, &alignment, sizeof(uint)), "cublasLtMatmulPreferenceSetAttribute");
                }

                var algorithms = stackalloc CuBlasLtAlgorithm[Wanted];
                var found = 0;
                LibraryHandle.Check(_library._calls.FindAlgorithms(_library._handle.Value, _operation, _left, _right, _result, _result, preference, Wanted, algorithms, &found), "cublasLtMatmulAlgoGetHeuristic");
                for (var i = 0; i < found; i++)
                {
                    if (algorithms[i].State == 0 && algorithms[i].WorkspaceBytes <= LibraryHandle.WorkspaceBytes)
                    {
                        _algorithm = algorithms[i];
                        return true;
                    }
                }

                return false;
            }
            finally
            {
                _ = _library._calls.DestroyPreference(preference);
            }
        }

        private void Set<T>(int attribute, T value)
            where T : unmanaged => LibraryHandle.Check(_library._calls.SetOperation(_operation, attribute, &value, (nuint)sizeof(T)), "cublasLtMatmulDescSetAttribute");

        /// <summary>The layout of a matrix as the library sees it, whose columns follow each other.</summary>
        private nint Layout(int rows, int columns)
        {
            nint layout;
            LibraryHandle.Check(_library._calls.CreateLayout(&layout, Single, (ulong)rows, (ulong)columns, rows), "cublasLtMatrixLayoutCreate");
            return layout;
        }

        /// <summary>Gives back what has been made so far.</summary>
        private void Destroy()
        {
            foreach (var layout in new[] { _left, _right, _result }.Where(layout => layout != 0))
            {
                _ = _library._calls.DestroyLayout(layout);
            }

            if (_operation != 0)
            {
                _ = _library._calls.DestroyOperation(_operation);
            }

            (_left, _right, _result, _operation) = (0, 0, 0, 0);
        }

        private static uint Alignment(nint place) => (uint)Math.Min(256, place & -place);
    }

    /// <summary><c>cublasLtMatmulDescAttributes_t</c>.</summary>
    private static class Operation
    {
        public const int TransposeA = 3;
        public const int TransposeB = 4;
        public const int Epilogue = 7;
        public const int Bias = 8;
        public const int Mask = 11;
        public const int MaskStride = 12;
    }

    /// <summary><c>cublasLtMatmulPreferenceAttributes_t</c>.</summary>
    private static class Preference
    {
        public const int WorkspaceBytes = 1;
        public const int AlignmentA = 5;
    }
}
