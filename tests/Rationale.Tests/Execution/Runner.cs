using System.Numerics;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>What a run gives.</summary>
internal sealed record RunResult<T>(IReadOnlyDictionary<string, T> Totals, IReadOnlyDictionary<string, T[]> Rows, T[] Gradients)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>All numbers in one array, in a fixed order.</summary>
    public double[] All() => [.. Totals.OrderBy(total => total.Key, StringComparer.Ordinal).Select(total => total.Value)
        .Concat(Rows.OrderBy(rows => rows.Key, StringComparer.Ordinal).SelectMany(rows => rows.Value)).Concat(Gradients).Select(double.CreateChecked)];
}

/// <summary>A program with an executor and buffers for its outputs.</summary>
internal sealed class Runner<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Memory<T>[] _outputs;

    public Runner(InterpretedProgram<T> program, Sample sample, ExecutionOptions? options = null, bool gather = false)
    {
        Layout = program.Layout;
        Parameters = new AlignedBuffer<T>(sample.Parameters.Length);
        for (var i = 0; i < sample.Parameters.Length; i++)
        {
            Parameters.Span[i] = T.CreateChecked(sample.Parameters[i]);
        }

        Executor = new Executor<T>(program, Parameters, options);
        foreach (var setting in sample.Settings)
        {
            Executor.Set(setting.Key, T.CreateChecked(setting.Value));
        }

        Batch = new ArrayBatch<T>(
            sample.Examples, [.. Layout.Inputs.Select(column => new ReadOnlyMemory<T>([.. sample.Columns[column.Name].Select(value => T.CreateChecked(value))]))], sample.Labels, gather);
        _outputs = [.. Layout.Outputs.Select(output => new T[output.Width * sample.Examples].AsMemory())];
    }

    public Executor<T> Executor { get; }

    public ProgramLayout Layout { get; }

    public AlignedBuffer<T> Parameters { get; }

    public ArrayBatch<T> Batch { get; }

    /// <summary>Runs and collects; what was left of an earlier run must not matter, so the buffer is filled with nonsense first.</summary>
    public RunResult<T> Run(ulong step = 0)
    {
        foreach (var output in _outputs)
        {
            output.Span.Fill(T.CreateChecked(-777));
        }

        Step(step);
        return new RunResult<T>(
            Layout.Totals.ToDictionary(total => total.Name, total => Executor.Total(total.Name)),
            Layout.Outputs.Zip(_outputs).ToDictionary(output => output.First.Name, output => output.Second.ToArray()),
            Executor.Gradients.ToArray());
    }

    /// <summary>Runs and nothing else.</summary>
    public void Step(ulong step = 0) => Executor.Run(Batch, step, _outputs);

    public void Dispose()
    {
        Executor.Dispose();
        Parameters.Dispose();
    }
}

/// <summary>Runs a graph once.</summary>
internal static class Runner
{
    public static RunResult<T> Run<T>(ComputationGraph graph, Sample sample, ExecutionOptions? options = null, ulong step = 0, bool gather = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var runner = new Runner<T>(InterpretedProgram<T>.FromGraph(graph, sample.Parameters.Length), sample, options, gather);

        // The second run is the one that counts: it finds the arena and the accumulators as the first has left them.
        runner.Run(step);
        return runner.Run(step);
    }
}
