using System.Numerics;
using Rationale.Graph.Tensors;
using TorchSharp;

namespace Rationale.Torch.Programs;

/// <summary>Functions of a compiled text with the tensors that they are called with, ready to run. The tensors are owned.</summary>
internal sealed class BoundCalls : IDisposable
{
    /// <summary>Runs before a recording, in which libraries choose their kernels and take their memory.</summary>
    private const int WarmUps = 3;

    private readonly CompiledText _text;
    private readonly List<(TensorStage Stage, string Function, object[] Arguments)> _calls = [];
    private readonly IReadOnlyCollection<torch.Tensor> _owned;

    private RecordedCalls? _recorded;
    private int _runs;

    /// <summary>A call of each of the given functions.</summary>
    /// <param name="text">The text.</param>
    /// <param name="rows">Rows that the calls work on; 0 where they know none.</param>
    /// <param name="calls">Functions with their arguments.</param>
    public BoundCalls(string text, int rows, params ReadOnlySpan<(string Function, torch.Tensor[] Tensors)> calls)
    {
        (_text, Rows) = (CompiledText.For(ListedTensors.Of(text)), rows);
        var owned = new HashSet<torch.Tensor>(ReferenceEqualityComparer.Instance);
        foreach (var (function, tensors) in calls)
        {
            _calls.Add((TensorStage.Setup, function, [tensors]));
            owned.UnionWith(tensors);
        }

        _owned = owned;
    }

    private BoundCalls(CompiledText text, int rows, IReadOnlyCollection<torch.Tensor> owned) => (_text, Rows, _owned) = (text, rows, owned);

    /// <summary>Rows that the calls work on.</summary>
    public int Rows { get; }

    /// <summary>Functions of a schedule on the memory of one worker, for a number of rows.</summary>
    public static BoundCalls Of<T>(TensorSchedule schedule, Func<TensorFunction, bool> wanted, TensorStorage<T> storage, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var places = schedule.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.View);
        var tensors = new Dictionary<string, torch.Tensor>();
        try
        {
            List<(TensorStage, string, object[])> calls = [];
            foreach (var function in schedule.Functions.Where(wanted))
            {
                calls.Add((function.Stage, function.Name, [function.Arguments.Select(Tensor).ToArray()]));
            }

            var bound = new BoundCalls(CompiledText.For(ListedTensors.Of(schedule.Text)), rows, tensors.Values);
            bound._calls.AddRange(calls);
            return bound;
        }
        catch
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            throw;
        }

        torch.Tensor Tensor(string name)
        {
            if (!tensors.TryGetValue(name, out var tensor))
            {
                tensors.Add(name, tensor = storage.View(places[name], rows));
            }

            return tensor;
        }
    }

    /// <summary>Runs what belongs to a stage.</summary>
    public void Run(TensorStage stage)
    {
        foreach (var call in _calls)
        {
            if (call.Stage == stage)
            {
                _text.Run(call.Function, call.Arguments);
            }
        }
    }

    /// <summary>Runs everything.</summary>
    public void Run()
    {
        foreach (var (_, function, arguments) in _calls)
        {
            _text.Run(function, arguments);
        }
    }

    /// <summary>Runs everything on a GPU, recorded where that is possible: an operator that waits for the GPU or copies from the CPU is not, and then calls go on one by one.</summary>
    /// <param name="device">Number of the GPU.</param>
    public void Replay(int device)
    {
        if (_recorded is { } recorded)
        {
            recorded.Replay();
            return;
        }

        Run();
        if (++_runs == WarmUps)
        {
            _recorded = RecordedCalls.TryRecord(device, Run, WarmUps);
        }
    }

    public void Dispose()
    {
        _recorded?.Dispose();
        foreach (var tensor in _owned)
        {
            tensor.Dispose();
        }
    }
}
