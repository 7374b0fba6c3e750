using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Rationale.Gpu.Devices;

namespace Rationale.Gpu.Execution;

/// <summary>
/// Steps that were recorded as CUDA graphs: the launches of a step go to the device in one call. A step of a new kind runs plainly a few times first, because whatever it compiles or takes memory for cannot be
/// recorded. Where the driver cannot record, and on other devices, steps run plainly.
/// </summary>
internal sealed class StepGraphs(AcceleratorStream stream)
{
    private const int PlainRuns = 2;

    private readonly Dictionary<object, (int Runs, CudaGraph? Graph)> _known = [];
    private bool _recording = stream is CudaStream;

    /// <summary>Runs a step, recorded where it can be.</summary>
    /// <param name="kind">Equal for steps of the same launches.</param>
    /// <param name="step">Launches and copies within the device, on the stream.</param>
    public void Run(object kind, Action step)
    {
        var (runs, graph) = _known.GetValueOrDefault(kind);
        if (graph is null && _recording && runs >= PlainRuns)
        {
            graph = CudaGraph.TryRecord((CudaStream)stream, step);
            _recording = graph is not null;
        }

        if (graph is not null)
        {
            graph.Launch();
        }
        else
        {
            step();
        }

        _known[kind] = (runs + 1, graph);
    }

    /// <summary>Forgets what was recorded, whose memory may be gone.</summary>
    public void Clear()
    {
        foreach (var (_, graph) in _known.Values)
        {
            graph?.Dispose();
        }

        _known.Clear();
    }
}
