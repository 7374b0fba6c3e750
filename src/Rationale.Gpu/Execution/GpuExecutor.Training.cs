using System.Reflection;
using ILGPU;
using Rationale.Execution;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Execution;

/// <content>Steps of a training, whose parameters and optimizer stay on the device.</content>
internal sealed partial class GpuExecutor<T>
{
    private static readonly MethodInfo[] Advance = [typeof(BlockTrainingKernels).GetMethod(nameof(BlockTrainingKernels.Advance))!.MakeGenericMethod(typeof(T))];

    private ParameterUpdate<T>? _update;

    /// <inheritdoc/>
    public bool OnDevice => true;

    /// <inheritdoc/>
    public int MaxPending => ResidentState<T>.MaxPending;

    /// <inheritdoc/>
    public bool GradientsAreFinite
    {
        get
        {
            lock (_model.Gate)
            {
                return _update!.AreFinite(_memory!.Accumulators.View.SubView(0, _layout.Parameters));
            }
        }
    }

    /// <inheritdoc/>
    public T SumOfSquares
    {
        get
        {
            lock (_model.Gate)
            {
                return _update!.SumOfSquares(_memory!.Accumulators.View.SubView(0, _model.State!.Trained));
            }
        }
    }

    /// <inheritdoc/>
    public void Attach(IReadOnlyList<UpdateRange> ranges, AlignedBuffer<T> first, AlignedBuffer<T> second, int trained, IReadOnlyList<(int Start, int Length)> states)
    {
        lock (_model.Gate)
        {
            _model.UploadParameters();
            _model.State = new ResidentState<T>(_device, _stream, first, second, trained, states, _layout.Totals.Count);
            _update = new ParameterUpdate<T>(_device, _stream, _model.State, ranges);
        }
    }

    /// <inheritdoc/>
    public IDeferringExecutor<T> Beside(StepPlan plan, IReadOnlyList<UpdateRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(plan);
        lock (_model.Gate)
        {
            return new GpuExecutor<T>(_model, ownsModel: false, plan.Schedule, plan.BatchExamples, plan.Tiles, plan.Logger)
            {
                _update = new ParameterUpdate<T>(_device, _stream, _model.State!, ranges),
            };
        }
    }

    /// <inheritdoc/>
    public void Update(long step, double scale = 1, double rateFactor = 1)
    {
        lock (_model.Gate)
        {
            _update!.Update(_memory!, step, scale, rateFactor);
            _model.ParametersHere = false;
        }
    }

    /// <inheritdoc/>
    public void DownloadParameters()
    {
        lock (_model.Gate)
        {
            _model.DownloadParameters();
        }
    }

    /// <inheritdoc/>
    public void BringOptimizer()
    {
        lock (_model.Gate)
        {
            _model.State!.Bring();
        }
    }

    /// <inheritdoc/>
    public void Enqueue(IBatch<T> batch, ulong step, long update, double rateFactor, double clipNorm)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RequireBuffers(batch.Examples, []);
        lock (_model.Gate)
        {
            var memory = Begin(batch);
            _settings.Bring(_stream, _model.State!.Pending);
            _update!.BringFactors(update, rateFactor);
            if (batch.Examples > memory.Capacity)
            {
                RunParts(batch, step, [], null, CancellationToken.None);
                _update.Finish(memory, clipNorm, _layout.Parameters);
            }
            else
            {
                Enqueue(batch, step, memory, clipNorm);
            }

            _model.State.Note(_layout.Totals.Count);
            _model.ParametersHere = false;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<PendingStep<T>> Collect()
    {
        lock (_model.Gate)
        {
            return _model.State!.Collect();
        }
    }

    /// <summary>A batch that fits: by its place in the order of the epoch where the device has that, by the numbers of its examples, or itself, while the step before it goes on.</summary>
    private void Enqueue(IBatch<T> batch, ulong step, ProgramMemory<T> memory, double clipNorm)
    {
        var examples = batch.Examples;
        if (batch is IExampleSelection<T> { Selected: { IsEmpty: false } selected } selection && TableOf(selection) is { } table)
        {
            var (always, position) = (0, 0);
            if (selection.Order is { } order)
            {
                table.Follow(order);
                (always, position) = (order.Always, order.First);
            }
            else
            {
                table.Choose(selected);
            }

            BringCounters(step, position);
            RunStep((examples, always, clipNorm), () => table.Gather(memory, _columns, examples, always), examples - always);
            Moved(examples - always);
            return;
        }

        if (_buffers is null || _buffers.Capacity < examples)
        {
            _graphs.Clear();
            _buffers?.Dispose();
            _buffers = new BatchBuffers<T>(_device, _stream, _layout, examples);
        }

        BringCounters(step, position: 0);
        var buffer = _buffers.Bring(batch, _columns);
        RunStep((examples, (object)buffer, clipNorm), () => _buffers.Unload(buffer, memory, examples), moved: 0);
        _buffers.IsRead(buffer);
        Moved(0);

        void RunStep(object kind, Action bring, int moved) => _graphs.Run(kind, () =>
        {
            bring();
            RunOnDevice(examples);
            _update!.Finish(memory, clipNorm, _layout.Parameters);
            _device.Load<T>(Advance)(_stream, new KernelConfig(1, 1), new LaunchArguments<T> { Counters = memory.Counters, Integer0 = moved });
        });
    }

    private void BringCounters(ulong step, long position)
    {
        SetCounters(step, 0, position);
        _counters.Bring(_stream, _model.State!.Pending);
    }

    /// <summary>Notes what a step has made of the counters.</summary>
    private void Moved(int examples)
    {
        var counters = _counters.Wanted;
        _counters.Moved(1, counters[1] + 1);
        _counters.Moved(3, counters[3] + 1);
        _counters.Moved(4, counters[4] + examples);
    }
}
