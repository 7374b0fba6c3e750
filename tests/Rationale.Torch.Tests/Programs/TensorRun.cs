using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Tensors;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using Rationale.Torch.Programs;

namespace Rationale.Torch.Tests.Programs;

/// <summary>A graph run by libtorch, in the form of the other runs.</summary>
internal sealed class TensorRun<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TensorSchedule _schedule;
    private readonly AlignedBuffer<T> _parameters;
    private Sample _sample;

    public TensorRun(ComputationGraph graph, Sample sample, int workers, bool mirrored = false, int? oneDnnMinSize = null)
    {
        _schedule = TensorSchedule.Of(graph, sample.Parameters.Length);
        _parameters = new AlignedBuffer<T>(sample.Parameters.Length);
        Executor = new TensorExecutor<T>(_schedule, [.. sample.Columns.Keys], _parameters, TorchDevice.Cpu with { Mirrored = mirrored, OneDnnMinSize = oneDnnMinSize ?? TorchDevice.Cpu.OneDnnMinSize }, new ExecutionOptions { Workers = workers });
        Take(sample);
    }

    public TensorExecutor<T> Executor { get; }

    public AlignedBuffer<T> Parameters => _parameters;

    public ArrayBatch<T> Batch => new(
        _sample.Examples, [.. _sample.Columns.Values.Select(column => new ReadOnlyMemory<T>([.. column.Select(T.CreateChecked)]))], _sample.Labels);

    /// <summary>Puts another sample in the place of the first one, of any number of rows.</summary>
    [MemberNotNull(nameof(_sample))]
    public void Take(Sample sample)
    {
        _sample = sample;
        for (var i = 0; i < sample.Parameters.Length; i++)
        {
            _parameters.Span[i] = T.CreateChecked(sample.Parameters[i]);
        }

        foreach (var setting in sample.Settings)
        {
            Executor.Set(setting.Key, T.CreateChecked(setting.Value));
        }
    }

    public RunResult<T> Run(ulong step = 0)
    {
        Memory<T>[] outputs = [.. _schedule.Outputs.Select(output => new T[output.Length * _sample.Examples].AsMemory())];
        Executor.Run(Batch, step, outputs);
        return new RunResult<T>(
            _schedule.Totals.ToDictionary(total => total, Executor.Total),
            _schedule.Outputs.Zip(outputs).ToDictionary(output => output.First.Name, output => output.Second.ToArray()),
            Executor.Gradients.Length == 0 ? new T[_sample.Parameters.Length] : Executor.Gradients.ToArray());
    }

    public static RunResult<T> Of(ComputationGraph graph, Sample sample, int workers = 1, ulong step = 0)
    {
        using var run = new TensorRun<T>(graph, sample, workers);
        return run.Again(step);
    }

    /// <summary>The second run is the one that counts: it finds memory as the first has left it.</summary>
    public RunResult<T> Again(ulong step = 0)
    {
        Run(step);
        return Run(step);
    }

    public void Dispose()
    {
        Executor.Dispose();
        _parameters.Dispose();
    }
}
