using System.Runtime.InteropServices;
using TorchSharp;

namespace Rationale.Torch.Programs;

/// <summary>The C functions that recording needs: of the CUDA runtime that libtorch has loaded, and of libtorch's stable C interface (<c>aoti_torch_…</c>). The same on Linux and Windows.</summary>
internal sealed unsafe class CudaFunctions
{
    private static readonly string[] RuntimeNames =
        ["libcudart.so.13", "libcudart.so.12", "libcudart.so.11.0", "libcudart.so", "cudart64_13.dll", "cudart64_12.dll", "cudart64_110.dll"];

    private static readonly Lazy<CudaFunctions?> Known = new(Find);

    private readonly delegate* unmanaged<nint*, uint, int> _createStream;
    private readonly delegate* unmanaged<nint, int> _destroyStream;
    private readonly delegate* unmanaged<nint, int, int> _beginCapture;
    private readonly delegate* unmanaged<nint, nint*, int> _endCapture;
    private readonly delegate* unmanaged<nint*, nint, ulong, int> _instantiate;
    private readonly delegate* unmanaged<nint, int> _destroyGraph;
    private readonly delegate* unmanaged<nint, int> _destroyExecutable;
    private readonly delegate* unmanaged<nint, nint, int> _launch;
    private readonly delegate* unmanaged<nint, int, nint*, int> _createGuard;
    private readonly delegate* unmanaged<nint, int> _deleteGuard;
    private readonly delegate* unmanaged<int, nint*, int> _currentStream;

    private CudaFunctions(nint runtime, nint libtorch)
    {
        _createStream = (delegate* unmanaged<nint*, uint, int>)NativeLibrary.GetExport(runtime, "cudaStreamCreateWithFlags");
        _destroyStream = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(runtime, "cudaStreamDestroy");
        _beginCapture = (delegate* unmanaged<nint, int, int>)NativeLibrary.GetExport(runtime, "cudaStreamBeginCapture");
        _endCapture = (delegate* unmanaged<nint, nint*, int>)NativeLibrary.GetExport(runtime, "cudaStreamEndCapture");
        _instantiate = (delegate* unmanaged<nint*, nint, ulong, int>)NativeLibrary.GetExport(runtime, "cudaGraphInstantiateWithFlags");
        _destroyGraph = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(runtime, "cudaGraphDestroy");
        _destroyExecutable = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(runtime, "cudaGraphExecDestroy");
        _launch = (delegate* unmanaged<nint, nint, int>)NativeLibrary.GetExport(runtime, "cudaGraphLaunch");
        _createGuard = (delegate* unmanaged<nint, int, nint*, int>)NativeLibrary.GetExport(libtorch, "aoti_torch_create_cuda_stream_guard");
        _deleteGuard = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(libtorch, "aoti_torch_delete_cuda_stream_guard");
        _currentStream = (delegate* unmanaged<int, nint*, int>)NativeLibrary.GetExport(libtorch, "aoti_torch_get_current_cuda_stream");
    }

    /// <summary>The functions; null where this libtorch or this machine lacks one.</summary>
    public static CudaFunctions? Instance => Known.Value;

    public nint? CreateStream()
    {
        // Flag 1: it does not wait for the default stream, which a recording must not touch.
        nint stream;
        return _createStream(&stream, 1) == 0 ? stream : null;
    }

    public void DestroyStream(nint stream) => _ = _destroyStream(stream);

    /// <summary>Makes a stream the current one of this thread; gives 0 where that fails.</summary>
    public nint UseStream(nint stream, int device)
    {
        nint guard;
        return _createGuard(stream, device, &guard) == 0 ? guard : 0;
    }

    /// <summary>Goes back to the stream that was current before.</summary>
    public void LeaveStream(nint guard) => _ = _deleteGuard(guard);

    /// <summary>The current stream of this thread; 0 is the default one.</summary>
    public nint CurrentStream(int device)
    {
        nint stream;
        return _currentStream(device, &stream) == 0 ? stream : 0;
    }

    public int BeginCapture(nint stream, int mode) => _beginCapture(stream, mode);

    /// <summary>Ends a recording; gives 0 where it failed.</summary>
    public nint EndCapture(nint stream)
    {
        nint graph;
        return _endCapture(stream, &graph) == 0 ? graph : 0;
    }

    /// <summary>Makes a recording ready to launch and gives it back; 0 where that fails.</summary>
    public nint Instantiate(nint graph)
    {
        nint executable;
        var error = _instantiate(&executable, graph, 0);
        _ = _destroyGraph(graph);
        return error == 0 ? executable : 0;
    }

    public void DestroyGraph(nint executable) => _ = _destroyExecutable(executable);

    public int Launch(nint executable, nint stream) => _launch(executable, stream);

    private static CudaFunctions? Find()
    {
        if (!NativeLibrary.TryLoad("torch_cuda", typeof(torch).Assembly, null, out var libtorch))
        {
            return null;
        }

        foreach (var name in RuntimeNames)
        {
            if (NativeLibrary.TryLoad(name, typeof(torch).Assembly, null, out var runtime))
            {
                try
                {
                    return new CudaFunctions(runtime, libtorch);
                }
                catch (EntryPointNotFoundException)
                {
                    return null;
                }
            }
        }

        return null;
    }
}
