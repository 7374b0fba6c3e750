using TorchSharp;

namespace Rationale.Torch.Programs;

/// <summary>
/// What a piece of code launches on a GPU, recorded once as a CUDA graph and replayed in one launch. Everything that it reads and writes must stay where it is; new values go
/// into the same tensors. It is made with C functions alone: the CUDA runtime's, and libtorch's for making a stream the current one of a thread.
/// </summary>
/// <remarks>
/// The code runs on a stream of the recording's own, so what operators take from libtorch's allocator while they are recorded stays in that stream's pool and nobody else is
/// given it. A replay is launched on the stream that is current then, in order with the copies before and after it.
/// </remarks>
internal sealed unsafe class RecordedCalls : IDisposable
{
    /// <summary>The recording thread may do what it likes meanwhile (<c>cudaStreamCaptureModeRelaxed</c>): libraries that set themselves up must not end the recording.</summary>
    private const int Relaxed = 2;

    private readonly CudaFunctions _cuda;
    private readonly int _device;
    private readonly nint _stream;
    private nint _graph;

    private RecordedCalls(CudaFunctions cuda, int device, nint stream, nint graph) => (_cuda, _device, _stream, _graph) = (cuda, device, stream, graph);

    /// <summary>Records what <paramref name="body"/> launches.</summary>
    /// <param name="device">Number of the GPU.</param>
    /// <param name="body">The code; it is run a few times more before it is recorded.</param>
    /// <param name="warmUps">How often: libraries choose kernels and take memory for each stream.</param>
    /// <returns>Null where it cannot be recorded: a function is missing in this libtorch, or the code makes the CPU wait for the GPU.</returns>
    public static RecordedCalls? TryRecord(int device, Action body, int warmUps)
    {
        if (CudaFunctions.Instance is not { } cuda || cuda.CreateStream() is not { } stream)
        {
            return null;
        }

        var graph = Record(cuda, device, stream, body, warmUps);
        if (graph != 0)
        {
            return new RecordedCalls(cuda, device, stream, graph);
        }

        cuda.DestroyStream(stream);
        return null;
    }

    /// <summary>Launches what was recorded; does not wait for it.</summary>
    /// <exception cref="InvalidOperationException">The GPU refuses.</exception>
    public void Replay()
    {
        ObjectDisposedException.ThrowIf(_graph == 0, this);
        var error = _cuda.Launch(_graph, _cuda.CurrentStream(_device));
        if (error != 0)
        {
            throw new InvalidOperationException($"The recorded step could not be launched on GPU {_device}: error {error} of the CUDA runtime.");
        }
    }

    /// <summary>Gives the recording back, after the GPU has done what it was told.</summary>
    public void Dispose()
    {
        var graph = Interlocked.Exchange(ref _graph, 0);
        if (graph != 0)
        {
            Synchronize(_device);
            _cuda.DestroyGraph(graph);
            _cuda.DestroyStream(_stream);
        }
    }

    private static nint Record(CudaFunctions cuda, int device, nint stream, Action body, int warmUps)
    {
        // What has been told to other streams must be done before this one goes on with the same tensors.
        Synchronize(device);
        var guard = cuda.UseStream(stream, device);
        if (guard == 0)
        {
            return 0;
        }

        try
        {
            for (var run = 0; run < warmUps; run++)
            {
                body();
            }

            Synchronize(device);
            if (cuda.BeginCapture(stream, Relaxed) != 0)
            {
                return 0;
            }

            var failed = false;
            try
            {
                body();
            }
            catch (InvalidOperationException)
            {
                failed = true;
            }

            // The recording must end before anything else can run on the stream, whatever came of it.
            var graph = cuda.EndCapture(stream);
            return failed || graph == 0 ? 0 : cuda.Instantiate(graph);
        }
        finally
        {
            cuda.LeaveStream(guard);
            Synchronize(device);
        }
    }

    private static void Synchronize(int device) => torch.cuda.synchronize(torch.device(DeviceType.CUDA, device));
}
