using ILGPU;
using Rationale.Execution;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Execution;

/// <content>The passes of a run: over the whole batch, or over parts of it that fit the workspace.</content>
internal sealed partial class GpuExecutor<T>
{
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

    /// <summary>Runs a batch that fits, without the host.</summary>
    /// <param name="queue">Where launches go; it may hold those that bring the examples, for which nothing that is first here waits.</param>
    /// <param name="examples">Examples of the batch.</param>
    private void RunOnDevice(LaunchQueue<T> queue, int examples)
    {
        var plan = Plan(examples, accumulates: false);
        queue.Add(plan.Prologue, beside: true);
        for (var pass = 0; pass < _schedule.Passes.Count; pass++)
        {
            if (_tiles is null)
            {
                Clear(queue, plan.Cleared[pass], beside: pass == 0);
            }

            RunTiles(queue, pass, examples, accumulate: false);
            queue.Add(plan.Epilogues[pass]);
        }
    }

    /// <summary>Runs a batch in parts that fit the workspace, and brings the results of each example.</summary>
    private void RunParts(IBatch<T> batch, ulong step, ReadOnlySpan<Memory<T>> outputs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var memory = _memory!;
        var parts = (batch.Examples + memory.Capacity - 1) / memory.Capacity;
        var plan = Plan(Math.Min(batch.Examples, memory.Capacity), accumulates: true);
        var queue = Queue(memory, Math.Min(batch.Examples, memory.Capacity), joins: false);
        queue.Add(plan.Prologue);
        for (var pass = 0; pass < _schedule.Passes.Count; pass++)
        {
            Clear(queue, _layout.SumsOf(pass), beside: false);
            queue.Flush();
            for (var part = 0; part < parts; part++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                RunPart(batch, step, outputs, pass, part, parts);
                if (pass + 1 < _schedule.Passes.Count || part + 1 < parts)
                {
                    progress?.Report((pass + ((part + 1.0) / parts)) / _schedule.Passes.Count);
                }
            }

            queue.Add(plan.Epilogues[pass]);
            queue.Flush();
        }

        CopyTotals(queue);
        queue.Flush();
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

        var queue = Queue(_memory!, examples, joins: false);
        RunTiles(queue, pass, examples, accumulate: true);
        queue.Flush();
        for (var i = 0; i < outputs.Length; i++)
        {
            if (_passOfOutput[i] == pass)
            {
                var width = _layout.Outputs[i].Width;
                Download(_memory!.Output(i, examples), outputs[i].Span.Slice(first * width, examples * width));
            }
        }
    }

    private void RunTiles(LaunchQueue<T> queue, int pass, int examples, bool accumulate)
    {
        if (_tiles is null)
        {
            queue.Add(Plan(examples, accumulate).Tiles[pass]);
            return;
        }

        queue.Add(_tiles.Run(_stream, _memory!, pass, examples));
        var beside = false;
        foreach (var sum in _tiles.AddSums(_memory!, pass, examples, accumulate))
        {
            queue.Add(sum, beside);
            beside = true;
        }
    }

    /// <summary>Clears sums, by kernels rather than by calls of the driver, so that it can be recorded whatever the driver.</summary>
    private void Clear(LaunchQueue<T> queue, IReadOnlyList<SumRange> sums, bool beside)
    {
        foreach (var sum in sums)
        {
            queue.Add(
                KernelLaunch<T>.Create(typeof(BlockElementwiseKernels), nameof(BlockElementwiseKernels.Fill), _device.BlocksFor(sum.Length), [_memory!.Accumulators.View.AsContiguous().SubView(sum.Start, sum.Length)], [], [T.Zero]),
                beside);
            beside = true;
        }
    }

    private void CopyTotals(LaunchQueue<T> queue)
    {
        for (var i = 0; i < _layout.Totals.Count; i++)
        {
            queue.Add(KernelLaunch<T>.Create(typeof(BlockElementwiseKernels), nameof(BlockElementwiseKernels.Copy), 1, [_memory!.View(_layout.Totals[i]), TotalPlace(i)]));
        }
    }

    private ArrayView<T> TotalPlace(int index) => _memory!.Totals.View.AsContiguous().SubView(index, 1);

    private LaunchQueue<T> Queue(ProgramMemory<T> memory, int examples, bool joins) => new(_device, _stream, memory, examples, joins);

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
