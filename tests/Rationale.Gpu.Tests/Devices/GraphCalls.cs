using Rationale.Gpu.Devices;

namespace Rationale.Gpu.Tests.Devices;

/// <summary>A driver that notes what it is asked, and answers with the errors that it is told to give. It refuses what NVIDIA's driver refuses: to end or to begin a recording out of turn, to run what was given back.</summary>
internal sealed class GraphCalls : ICudaGraphCalls
{
    private readonly HashSet<nint> _graphs = [];
    private readonly HashSet<nint> _executables = [];
    private nint _recording;
    private nint _next = 100;

    public List<string> Calls { get; } = [];

    /// <summary>Error of each call by its name; none for those that are not here.</summary>
    public Dictionary<string, int> Errors { get; } = [];

    /// <summary>Graphs, recorded and ready, that nobody has given back.</summary>
    public int Alive => _graphs.Count + _executables.Count;

    public bool IsRecording => _recording != 0;

    public int BeginCapture(nint stream)
    {
        Calls.Add($"begin {stream}");
        Assert.Equal(0, _recording);
        var error = Errors.GetValueOrDefault("begin");
        _recording = error == 0 ? stream : 0;
        return error;
    }

    public int EndCapture(nint stream, out nint graph)
    {
        Calls.Add($"end {stream}");
        Assert.Equal(_recording, stream);
        _recording = 0;
        var error = Errors.GetValueOrDefault("end");
        graph = error == 0 ? Made(_graphs) : 0;
        return error;
    }

    public int Instantiate(nint graph, out nint executable)
    {
        Calls.Add("instantiate");
        Assert.Contains(graph, _graphs);
        Assert.Equal(0, _recording);
        var error = Errors.GetValueOrDefault("instantiate");
        executable = error == 0 ? Made(_executables) : 0;
        return error;
    }

    public int Launch(nint executable, nint stream)
    {
        Calls.Add($"launch on {stream}");
        Assert.Contains(executable, _executables);
        return Errors.GetValueOrDefault("launch");
    }

    public void DestroyGraph(nint graph)
    {
        Calls.Add("destroy graph");
        Assert.True(_graphs.Remove(graph));
    }

    public void DestroyExecutable(nint executable)
    {
        Calls.Add("destroy executable");
        Assert.True(_executables.Remove(executable));
    }

    public string Describe(int error) => $"description of {error}";

    private nint Made(HashSet<nint> known)
    {
        known.Add(_next);
        return _next++;
    }
}
