using ILGPU.Runtime;
using Rationale.Gpu.Execution;

namespace Rationale.Gpu.Devices;

/// <summary>Records what is put on a stream as a CUDA graph.</summary>
/// <param name="calls">The driver.</param>
/// <param name="accelerator">The accelerator, whose context the calls want to be this thread's.</param>
/// <param name="stream">The driver's stream. It must not be the default one, which cannot be recorded.</param>
internal sealed class CudaGraphRecorder(ICudaGraphCalls calls, Accelerator accelerator, nint stream) : IStepRecorder
{
    /// <inheritdoc/>
    public IRecordedStep? TryRecord(Action work)
    {
        using var binding = accelerator.BindScoped();
        if (calls.BeginCapture(stream) != 0)
        {
            return null;
        }

        var graph = Record(work);
        if (graph == 0)
        {
            return null;
        }

        var error = calls.Instantiate(graph, out var executable);
        calls.DestroyGraph(graph);
        return error == 0 && executable != 0 ? new CudaGraph(calls, accelerator, stream, executable) : null;
    }

    /// <summary>What was recorded, or 0 where something in it cannot be.</summary>
    private nint Record(Action work)
    {
        var (isWhole, graph) = (false, (nint)0);
        try
        {
            work();
            isWhole = true;
        }
        catch (Exception exception) when (exception is AcceleratorException or InvalidOperationException or NotSupportedException)
        {
            // A call that cannot be recorded ends the recording; the caller runs the same work plainly, where a real fault shows again.
        }
        finally
        {
            // Whatever has happened: a stream that goes on recording refuses all else.
            isWhole &= calls.EndCapture(stream, out graph) == 0;
            if (!isWhole && graph != 0)
            {
                calls.DestroyGraph(graph);
            }
        }

        return isWhole ? graph : 0;
    }
}

/// <summary>Launches that were recorded on a stream and go to the device together.</summary>
internal sealed class CudaGraph(ICudaGraphCalls calls, Accelerator accelerator, nint stream, nint executable) : IRecordedStep
{
    private nint _executable = executable;

    /// <inheritdoc/>
    /// <exception cref="GpuException">The driver refuses.</exception>
    public void Launch()
    {
        using var binding = accelerator.BindScoped();
        var error = calls.Launch(_executable, stream);
        if (error != 0)
        {
            throw new GpuException(GpuMessages.GraphFailed(error, calls.Describe(error)));
        }
    }

    /// <summary>For whoever forgets: what was recorded is memory of the driver, which no collector sees.</summary>
    ~CudaGraph() => Destroy();

    /// <inheritdoc/>
    public void Dispose()
    {
        Destroy();
        GC.SuppressFinalize(this);
    }

    private void Destroy()
    {
        if (_executable != 0)
        {
            using var binding = accelerator.BindScoped();
            calls.DestroyExecutable(_executable);
            _executable = 0;
        }
    }
}
