using Rationale.Native.Interop;

namespace Rationale.Native;

/// <summary>
/// What a piece of code launched on a GPU, recorded once and replayed in one launch. Everything that it reads and writes must stay where it is; new values go
/// into the same tensors. Work that the code does on the CPU, or that makes the CPU wait, cannot be recorded.
/// </summary>
public sealed unsafe class CudaGraph : IDisposable
{
    private nint _graph;

    private CudaGraph(nint graph) => _graph = graph;

    /// <summary>Records what <paramref name="body"/> launches. Run it a few times before, so that libraries have set themselves up.</summary>
    /// <param name="device">Number of the GPU.</param>
    /// <param name="body">The code.</param>
    /// <exception cref="NativeException">There is no GPU, or the code did something that cannot be recorded.</exception>
    public static CudaGraph Record(int device, Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        NativeLibraries.Load();
        nint graph;
        Failure.IfNegative(NativeMethods.BeginGraph(device, &graph));
        var recorded = new CudaGraph(graph);
        try
        {
            body();
        }
        catch
        {
            // The recording must end before anything else can run on the device; its own failure is of no interest then.
            _ = NativeMethods.EndGraph(graph);
            recorded.Dispose();
            throw;
        }

        if (NativeMethods.EndGraph(graph) < 0)
        {
            recorded.Dispose();
            Failure.IfNegative(-1);
        }

        return recorded;
    }

    /// <summary>Launches what was recorded, on the current stream; does not wait for it.</summary>
    public void Replay()
    {
        ObjectDisposedException.ThrowIf(_graph == 0, this);
        Failure.IfNegative(NativeMethods.ReplayGraph(_graph));
    }

    /// <summary>Gives the recording back.</summary>
    public void Dispose()
    {
        NativeMethods.ReleaseGraph(Interlocked.Exchange(ref _graph, 0));
        GC.SuppressFinalize(this);
    }

    /// <summary>A net for a recording that was forgotten.</summary>
    ~CudaGraph() => Dispose();
}
