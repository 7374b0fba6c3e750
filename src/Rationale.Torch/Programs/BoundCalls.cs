using System.Numerics;
using Rationale.Graph.Tensors;
using Rationale.Native;

namespace Rationale.Torch.Programs;

/// <summary>The calls of a schedule on the memory of one worker for one number of rows, ready to run.</summary>
internal sealed class BoundCalls : IDisposable
{
    /// <summary>Runs before a recording, in which libraries choose their kernels and take their memory.</summary>
    private const int WarmUps = 3;

    private readonly NativeProgram _program = new();
    private readonly Dictionary<TensorStage, (int From, int To)> _stages = [];

    private CudaGraph? _recorded;
    private int _runs;

    /// <summary>No calls yet.</summary>
    /// <param name="rows">Rows that they will work on; 0 where they know none.</param>
    public BoundCalls(int rows) => Rows = rows;

    /// <summary>Rows that the calls work on.</summary>
    public int Rows { get; }

    /// <summary>Prepares all calls.</summary>
    public static BoundCalls Of<T>(IReadOnlyList<TensorCall> calls, TensorStorage<T> storage, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bound = new BoundCalls(rows);
        var views = new Dictionary<TensorView, TensorHandle>();
        try
        {
            foreach (var stage in calls.GroupBy(call => call.Stage))
            {
                var from = bound._program.Count;
                foreach (var call in stage)
                {
                    bound._program.Add(
                        NativeOperator.Of(call.Operator),
                        [.. call.Arguments.Select(argument => Argument(argument, View, rows))],
                        call.Into is { } into ? View(into.View) : null,
                        call.Into?.Index ?? 0);
                }

                bound._stages.Add(stage.Key, (from, bound._program.Count));
            }

            return bound;
        }
        catch
        {
            bound.Dispose();
            throw;
        }
        finally
        {
            // The program holds its tensors itself.
            foreach (var view in views.Values)
            {
                view.Dispose();
            }
        }

        TensorHandle View(TensorView view)
        {
            if (!views.TryGetValue(view, out var handle))
            {
                views.Add(view, handle = storage.View(view, rows));
            }

            return handle;
        }
    }

    /// <summary>Adds a call that belongs to no stage.</summary>
    public void Add(string name, ReadOnlySpan<NativeArgument> arguments) => _program.Add(NativeOperator.Of(name), arguments);

    /// <summary>Runs what belongs to a stage.</summary>
    public void Run(TensorStage stage)
    {
        if (_stages.TryGetValue(stage, out var range))
        {
            _program.Run(range.From, range.To);
        }
    }

    /// <summary>Runs everything.</summary>
    public void Run() => _program.Run(0, _program.Count);

    /// <summary>Runs everything on a GPU, recorded where that is possible: an operator that waits for the GPU or copies from the CPU is not, and then calls go on one by one.</summary>
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
            try
            {
                _recorded = CudaGraph.Record(Math.Max(0, device), Run);
            }
            catch (NativeException)
            {
                Gpus.Synchronize(Math.Max(0, device));
            }
        }
    }

    public void Dispose()
    {
        _recorded?.Dispose();
        _program.Dispose();
    }

    private static NativeArgument Argument(TensorArgument argument, Func<TensorView, TensorHandle> view, int rows) => argument switch
    {
        TensorOperand operand => view(operand.View),
        TensorOperands operands => operands.Views.Select(view).ToArray(),
        TensorDouble real => real.Value,
        TensorInt whole => (long)whole.Value,
        TensorBool flag => flag.Value,
        TensorBools flags => flags.Values.ToArray(),
        TensorInts wholes => (wholes.RowsFirst ? wholes.Values.Prepend(rows) : wholes.Values).Select(value => (long)value).ToArray(),
        TensorNone => NativeArgument.None,
        _ => throw new InvalidOperationException($"{argument.GetType().Name} is no argument of an operator."),
    };
}
