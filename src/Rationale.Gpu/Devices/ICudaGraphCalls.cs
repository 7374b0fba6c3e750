namespace Rationale.Gpu.Devices;

/// <summary>The calls of NVIDIA's driver that record launches and replay them; each gives an error of CUDA, 0 for none. An interface, so that the order of the calls is tested without a card.</summary>
internal interface ICudaGraphCalls
{
    /// <summary>Begins to record what this thread puts on a stream; what other threads do meanwhile is none of it.</summary>
    int BeginCapture(nint stream);

    /// <summary>Ends the recording, by the thread that began it. A recording that has failed is ended as well, or else the stream could not be used again.</summary>
    int EndCapture(nint stream, out nint graph);

    /// <summary>Makes a graph ready to run.</summary>
    int Instantiate(nint graph, out nint executable);

    /// <summary>Runs a graph after what the stream was given before.</summary>
    int Launch(nint executable, nint stream);

    /// <summary>Gives a recording back.</summary>
    void DestroyGraph(nint graph);

    /// <summary>Gives a graph back, when it has run if it is running.</summary>
    void DestroyExecutable(nint executable);

    /// <summary>What an error means.</summary>
    string Describe(int error);
}
