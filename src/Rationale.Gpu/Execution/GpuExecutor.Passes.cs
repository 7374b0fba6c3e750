using System.Reflection;
using ILGPU;
using Rationale.Execution;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Execution;

/// <content>The passes of a run: over the whole batch, or over parts of it that fit the workspace.</content>
internal sealed partial class GpuExecutor<T>
{
    private static readonly MethodInfo[] Fill = [typeof(BlockElementwiseKernels).GetMethod(nameof(BlockElementwiseKernels.Fill))!.MakeGenericMethod(typeof(T))];
    private static readonly MethodInfo[] Copy = [typeof(BlockElementwiseKernels).GetMethod(nameof(BlockElementwiseKernels.Copy))!.MakeGenericMethod(typeof(T))];

    /// <summary>Memory for a batch, with the parameters, where it is not the device that moves them.</summary>
    private ProgramMemory<T> Begin(IBatch<T> batch)
    {
        var memory = Reserve(batch.Examples);
        if (_model.State is null)
        {
            _model.UploadParameters();
        }

        _settings.Wanted[0] = T.CreateChecked(batch.Examples);
        (_totalsHere, _gradientsHere) = (false, false);
        return memory;
    }

    /// <summary>Runs a batch whose examples are on the device, without the host.</summary>
    private void RunOnDevice(int examples)
    {
        var plan = Plan(examples);
        Run(plan.Prologue);
        for (var pass = 0; pass < _schedule.Passes.Count; pass++)
        {
            ClearSums(pass);
            RunTiles(pass, examples);
            Run(plan.Epilogues[pass]);
        }

        CopyTotals();
    }

    /// <summary>Runs a batch in parts that fit the workspace, and brings the results of each example.</summary>
    private void RunParts(IBatch<T> batch, ulong step, ReadOnlySpan<Memory<T>> outputs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var memory = _memory!;
        var parts = (batch.Examples + memory.Capacity - 1) / memory.Capacity;
        var plan = Plan(Math.Min(batch.Examples, memory.Capacity));
        Run(plan.Prologue);
        for (var pass = 0; pass < _schedule.Passes.Count; pass++)
        {
            ClearSums(pass);
            for (var part = 0; part < parts; part++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                RunPart(batch, step, outputs, pass, part, parts);
                if (pass + 1 < _schedule.Passes.Count || part + 1 < parts)
                {
                    progress?.Report((pass + ((part + 1.0) / parts)) / _schedule.Passes.Count);
                }
            }

            Run(plan.Epilogues[pass]);
        }

        CopyTotals();
    }

    private void RunPart(IBatch<T> batch, ulong step, ReadOnlySpan<Memory<T>> outputs, int pass, int part, int parts)
    {
        var (first, end) = ((int)((long)batch.Examples * part / parts), (int)((long)batch.Examples * (part + 1) / parts));
        var examples = end - first;
        Count(step, first);
        if (pass == 0 || parts > 1)
        {
            Bring(batch, first, examples);
        }

        RunTiles(pass, examples);
        for (var i = 0; i < outputs.Length; i++)
        {
            if (_passOfOutput[i] == pass)
            {
                var width = _layout.Outputs[i].Width;
                Download(_memory!.Output(i, examples), outputs[i].Span.Slice(first * width, examples * width));
            }
        }
    }

    private void RunTiles(int pass, int examples)
    {
        if (_tiles is not null)
        {
            _tiles.Run(_stream, _memory!, pass, examples);
        }
        else
        {
            Run(Plan(examples).Tiles[pass]);
        }
    }

    /// <summary>By kernels rather than by calls of the driver, so that it can be recorded whatever the driver.</summary>
    private void ClearSums(int pass)
    {
        foreach (var sum in _layout.Passes[pass])
        {
            var blocks = (int)Math.Clamp((sum.Length + _device.Threads - 1L) / _device.Threads, 1, 8L * _device.Blocks);
            _device.Load<T>(Fill)(_stream, new KernelConfig(blocks, _device.Threads), new LaunchArguments<T> { View0 = _memory!.Accumulators.View.AsContiguous().SubView(sum.Start, sum.Length) });
        }
    }

    private void CopyTotals()
    {
        for (var i = 0; i < _layout.Totals.Count; i++)
        {
            _device.Load<T>(Copy)(_stream, new KernelConfig(1, 1), new LaunchArguments<T> { View0 = _memory!.View(_layout.Totals[i]), View1 = _memory.Totals.View.AsContiguous().SubView(i, 1) });
        }
    }

    private void Run(PlannedLaunch<T>[] launches)
    {
        foreach (var launch in launches)
        {
            launch.Run(_stream);
        }
    }

    /// <summary>Brings the counters of a run, and waits.</summary>
    private void Count(ulong step, long firstExample)
    {
        SetCounters(step, firstExample, position: 0);
        _counters.Bring(_stream);
    }

    private void SetCounters(ulong step, long firstExample, long position)
    {
        var counters = _counters.Wanted;
        (counters[0], counters[1], counters[2], counters[3], counters[4]) = ((long)_seed, (long)step, firstExample, _model.State?.Pending ?? 0, position);
    }
}
