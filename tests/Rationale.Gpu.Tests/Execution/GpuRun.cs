using System.Numerics;
using Rationale.Execution;
using Rationale.Gpu.Execution;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;
using Rationale.Tests.Execution;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>A graph run on the emulated device, in the form of the other runs.</summary>
internal sealed class GpuRun<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ProgramLayout _layout;
    private readonly Sample _sample;

    public GpuRun(ComputationGraph graph, Sample sample, GpuDevice? device = null, bool isStep = false)
    {
        var schedule = Scheduler.Run(ModelPrograms.Compile(graph), sample.Parameters.Length);
        (_layout, _sample) = (ProgramLayout.FromSchedule(schedule), sample);
        Parameters = new AlignedBuffer<T>(sample.Parameters.Length);
        for (var i = 0; i < sample.Parameters.Length; i++)
        {
            Parameters.Span[i] = T.CreateChecked(sample.Parameters[i]);
        }

        Executor = new GpuExecutor<T>(device ?? TestDevice.Current, schedule, Parameters, isStep ? sample.Examples : 0);
        foreach (var setting in sample.Settings)
        {
            Executor.Set(setting.Key, T.CreateChecked(setting.Value));
        }
    }

    public GpuExecutor<T> Executor { get; }

    public AlignedBuffer<T> Parameters { get; }

    public ArrayBatch<T> Batch => new(
        _sample.Examples, [.. _layout.Inputs.Select(column => new ReadOnlyMemory<T>([.. _sample.Columns[column.Name].Select(T.CreateChecked)]))], _sample.Labels);

    public static RunResult<T> Of(ComputationGraph graph, Sample sample, ulong step = 0, GpuDevice? device = null, bool isStep = false)
    {
        using var run = new GpuRun<T>(graph, sample, device, isStep);

        // The second run is the one that counts: it finds memory as the first has left it.
        run.Run(step);
        return run.Run(step);
    }

    public RunResult<T> Run(ulong step = 0)
    {
        Memory<T>[] outputs = [.. _layout.Outputs.Select(output => new T[output.Width * _sample.Examples].AsMemory())];
        Executor.Run(Batch, step, outputs);
        return new RunResult<T>(
            _layout.Totals.ToDictionary(total => total.Name, total => Executor.Total(total.Name)),
            _layout.Outputs.Zip(outputs).ToDictionary(output => output.First.Name, output => output.Second.ToArray()),
            Executor.Gradients.ToArray());
    }

    public void Dispose()
    {
        Executor.Dispose();
        Parameters.Dispose();
    }
}
