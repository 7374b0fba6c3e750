using ILGPU.Runtime.Cuda;

namespace Rationale.Gpu.Devices;

/// <summary>Launches that were recorded on a stream and go to the device together.</summary>
internal sealed class CudaGraph : IDisposable
{
    private readonly CudaStream _stream;
    private nint _executable;

    private CudaGraph(CudaStream stream, nint executable) => (_stream, _executable) = (stream, executable);

    /// <summary>Records what is put on a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="work">Puts work on the stream; none of it runs.</param>
    /// <returns>The graph, or null where the driver cannot record it; nothing has run then, and the stream is as it was.</returns>
    public static CudaGraph? TryRecord(CudaStream stream, Action work)
    {
        using var binding = stream.Accelerator.BindScoped();
        if (CudaDriver.BeginCapture(stream.StreamPtr) != 0)
        {
            return null;
        }

        var failed = false;
        try
        {
            work();
        }
        catch (Exception exception) when (exception is ILGPU.Runtime.AcceleratorException or InvalidOperationException or NotSupportedException)
        {
            // A call that cannot be recorded ends the recording; the caller runs the same work plainly, where a real fault shows again.
            failed = true;
        }

        var ended = CudaDriver.EndCapture(stream.StreamPtr, out var graph);
        if (failed || ended != 0 || graph == 0)
        {
            if (graph != 0)
            {
                CudaDriver.DestroyGraph(graph);
            }

            return null;
        }

        var made = CudaDriver.Instantiate(graph, out var executable);
        CudaDriver.DestroyGraph(graph);
        return made == 0 ? new CudaGraph(stream, executable) : null;
    }

    /// <summary>Runs what was recorded, after what the stream was given before.</summary>
    /// <exception cref="GpuException">The driver refuses.</exception>
    public void Launch()
    {
        using var binding = _stream.Accelerator.BindScoped();
        var result = CudaDriver.LaunchGraph(_executable, _stream.StreamPtr);
        if (result != 0)
        {
            throw new GpuException(FormattableString.Invariant($"The driver could not run a recorded step (CUDA error {result}); train with GpuDevice.Mode = GpuMode.WholeBatch, or report it."));
        }
    }

    /// <summary>For whoever forgets: what was recorded is memory of the driver, which no collector sees.</summary>
    ~CudaGraph() => Destroy();

    public void Dispose()
    {
        Destroy();
        GC.SuppressFinalize(this);
    }

    private void Destroy()
    {
        if (_executable != 0)
        {
            using var binding = _stream.Accelerator.BindScoped();
            CudaDriver.DestroyExecutable(_executable);
            _executable = 0;
        }
    }
}
