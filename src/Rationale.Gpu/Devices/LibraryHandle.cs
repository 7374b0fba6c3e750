using ILGPU;
using ILGPU.Runtime;

namespace Rationale.Gpu.Devices;

/// <summary>Makes a handle of a library, as <c>cublasCreate</c> does.</summary>
internal unsafe delegate int HandleCreation(nint* handle);

/// <summary>A handle of one of NVIDIA's libraries with a workspace of its own: that is what lets products be recorded, and gives the same bits in every run.</summary>
internal sealed class LibraryHandle : IDisposable
{
    /// <summary>What Hopper wants, which is most.</summary>
    public const int WorkspaceBytes = 32 << 20;

    private readonly Accelerator _accelerator;
    private readonly Func<nint, int> _destroy;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _workspace;

    /// <summary>Takes a handle and a workspace.</summary>
    /// <param name="device">The device.</param>
    /// <param name="library">The library's name.</param>
    /// <param name="create">Makes the handle.</param>
    /// <param name="destroy">Gives it back.</param>
    /// <exception cref="GpuException">The library does not work with the driver.</exception>
    /// <exception cref="OutOfMemoryException">The device has not enough memory; the handle is given back.</exception>
    public unsafe LibraryHandle(GpuContext device, string library, HandleCreation create, Func<nint, int> destroy)
    {
        (_accelerator, _destroy) = (device.Accelerator, destroy);
        using var binding = _accelerator.BindScoped();
        nint handle;
        Check(create(&handle), $"{library}Create");
        Value = handle;
        try
        {
            _workspace = device.Allocate<byte>(WorkspaceBytes, $"the workspace of {library}", GpuMessages.SmallerModel);
        }
        catch
        {
            Destroy();
            throw;
        }
    }

    /// <summary>The handle; 0 once it was given back.</summary>
    public nint Value { get; private set; }

    /// <summary>Where the workspace stands.</summary>
    public nint Workspace => _workspace.NativePtr;

    /// <summary>For whoever forgets; the workspace has a finalizer of its own.</summary>
    ~LibraryHandle() => Destroy();

    /// <inheritdoc/>
    public void Dispose()
    {
        Destroy();
        _workspace.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Throws where a call of NVIDIA's libraries has failed.</summary>
    /// <param name="status">What it gave.</param>
    /// <param name="call">Its name.</param>
    /// <exception cref="GpuException">It has.</exception>
    public static void Check(int status, string call)
    {
        if (status != 0)
        {
            throw new GpuException(FormattableString.Invariant($"{call} failed with status {status}."));
        }
    }

    private void Destroy()
    {
        if (Value != 0)
        {
            using var binding = _accelerator.BindScoped();
            _ = _destroy(Value);
            Value = 0;
        }
    }
}
