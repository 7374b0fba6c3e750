using System.Runtime.InteropServices;

namespace Rationale.Gpu.Devices;

/// <summary>NVIDIA's library of products with epilogues, loaded from a file.</summary>
internal sealed unsafe class CuBlasLtLibrary : ICuBlasLtCalls
{
    private readonly delegate* unmanaged<nint*, int> _create;
    private readonly delegate* unmanaged<nint, int> _destroy;
    private readonly delegate* unmanaged<nint*, int, int, int> _createOperation;
    private readonly delegate* unmanaged<nint, int> _destroyOperation;
    private readonly delegate* unmanaged<nint, int, void*, nuint, int> _setOperation;
    private readonly delegate* unmanaged<nint*, int, ulong, ulong, long, int> _createLayout;
    private readonly delegate* unmanaged<nint, int> _destroyLayout;
    private readonly delegate* unmanaged<nint*, int> _createPreference;
    private readonly delegate* unmanaged<nint, int> _destroyPreference;
    private readonly delegate* unmanaged<nint, int, void*, nuint, int> _setPreference;
    private readonly delegate* unmanaged<nint, nint, nint, nint, nint, nint, nint, int, CuBlasLtAlgorithm*, int*, int> _findAlgorithms;
    private readonly delegate* unmanaged<nint, nint, float*, nint, nint, nint, nint, float*, nint, nint, nint, nint, CuBlasLtAlgorithm*, nint, nuint, nint, int> _multiply;

    /// <summary>Finds the calls.</summary>
    /// <param name="library">The loaded library.</param>
    /// <exception cref="EntryPointNotFoundException">It is older than CUDA 11, or no cuBLASLt.</exception>
    public CuBlasLtLibrary(nint library)
    {
        _create = (delegate* unmanaged<nint*, int>)Find("Create");
        _destroy = (delegate* unmanaged<nint, int>)Find("Destroy");
        _createOperation = (delegate* unmanaged<nint*, int, int, int>)Find("MatmulDescCreate");
        _destroyOperation = (delegate* unmanaged<nint, int>)Find("MatmulDescDestroy");
        _setOperation = (delegate* unmanaged<nint, int, void*, nuint, int>)Find("MatmulDescSetAttribute");
        _createLayout = (delegate* unmanaged<nint*, int, ulong, ulong, long, int>)Find("MatrixLayoutCreate");
        _destroyLayout = (delegate* unmanaged<nint, int>)Find("MatrixLayoutDestroy");
        _createPreference = (delegate* unmanaged<nint*, int>)Find("MatmulPreferenceCreate");
        _destroyPreference = (delegate* unmanaged<nint, int>)Find("MatmulPreferenceDestroy");
        _setPreference = (delegate* unmanaged<nint, int, void*, nuint, int>)Find("MatmulPreferenceSetAttribute");
        _findAlgorithms = (delegate* unmanaged<nint, nint, nint, nint, nint, nint, nint, int, CuBlasLtAlgorithm*, int*, int>)Find("MatmulAlgoGetHeuristic");
        _multiply = (delegate* unmanaged<nint, nint, float*, nint, nint, nint, nint, float*, nint, nint, nint, nint, CuBlasLtAlgorithm*, nint, nuint, nint, int>)Find("Matmul");

        nint Find(string call) => NativeLibrary.GetExport(library, "cublasLt" + call);
    }

    /// <inheritdoc/>
    public int Create(nint* handle) => _create(handle);

    /// <inheritdoc/>
    public int Destroy(nint handle) => _destroy(handle);

    /// <inheritdoc/>
    public int CreateOperation(nint* operation, int computeType, int scaleType) => _createOperation(operation, computeType, scaleType);

    /// <inheritdoc/>
    public int DestroyOperation(nint operation) => _destroyOperation(operation);

    /// <inheritdoc/>
    public int SetOperation(nint operation, int attribute, void* value, nuint bytes) => _setOperation(operation, attribute, value, bytes);

    /// <inheritdoc/>
    public int CreateLayout(nint* layout, int type, ulong rows, ulong columns, long leadingDimension) => _createLayout(layout, type, rows, columns, leadingDimension);

    /// <inheritdoc/>
    public int DestroyLayout(nint layout) => _destroyLayout(layout);

    /// <inheritdoc/>
    public int CreatePreference(nint* preference) => _createPreference(preference);

    /// <inheritdoc/>
    public int DestroyPreference(nint preference) => _destroyPreference(preference);

    /// <inheritdoc/>
    public int SetPreference(nint preference, int attribute, void* value, nuint bytes) => _setPreference(preference, attribute, value, bytes);

    /// <inheritdoc/>
    public int FindAlgorithms(nint handle, nint operation, nint a, nint b, nint c, nint d, nint preference, int wanted, CuBlasLtAlgorithm* results, int* found) =>
        _findAlgorithms(handle, operation, a, b, c, d, preference, wanted, results, found);

    /// <inheritdoc/>
    public int Multiply(nint handle, nint operation, float* alpha, nint a, nint layoutA, nint b, nint layoutB, float* beta, nint c, nint layoutC, nint d, nint layoutD, CuBlasLtAlgorithm* algorithm, nint workspace, nuint workspaceBytes, nint stream) =>
        _multiply(handle, operation, alpha, a, layoutA, b, layoutB, beta, c, layoutC, d, layoutD, algorithm, workspace, workspaceBytes, stream);
}
