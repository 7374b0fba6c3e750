using Rationale.Execution;

namespace Rationale.Gpu.Execution;

/// <content>Steps of a training, whose parameters and optimizer stay on the device.</content>
internal sealed partial class GpuExecutor<T>
{
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
                return _update!.SumOfSquares(_memory!);
            }
        }
    }

    /// <inheritdoc/>
    public void Attach(IReadOnlyList<UpdateRange> ranges, AlignedBuffer<T> first, AlignedBuffer<T> second, int trained, IReadOnlyList<(int Start, int Length)> states, IReadOnlyList<(int Start, int Length)> leftOut)
    {
        lock (_model.Gate)
        {
            _model.UploadParameters();
            _model.Watch();
            _model.State = new ResidentState<T>(_device, _stream, first, second, trained, states, leftOut, _layout.Totals.Count);
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
    public void UploadWritten()
    {
        lock (_model.Gate)
        {
            _model.UploadWritten();
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
    public void Enqueue(IBatch<T> batch, ulong step, long update, double rateFactor, double clipNorm, CancellationToken cancellationToken = default)
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
                RunParts(batch, step, [], null, cancellationToken);
                Finish(Queue(memory, memory.Capacity, joins: false), clipNorm, moved: 0);
                Moved(0);
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
            _buffers = null;
            _buffers = new BatchBuffers<T>(_device, _stream, _layout, examples);
        }

        BringCounters(step, position: 0);
        var buffer = _buffers.Bring(batch, _columns);
        RunStep((examples, (object)buffer, clipNorm), () => _buffers.Unload(buffer, memory, examples), moved: 0);
        _buffers.IsRead(buffer);
        Moved(0);

        void RunStep(object kind, Func<IReadOnlyList<KernelLaunch<T>>> bring, int moved) => _graphs.Run(kind, () =>
        {
            var queue = Queue(memory, examples, joins: true);
            foreach (var launch in bring())
            {
                queue.Add(launch, beside: true);
            }

            RunOnDevice(queue, examples);
            Finish(queue, clipNorm, moved);
        });
    }

    /// <summary>All that follows the passes of a step. Where they end with single numbers, such as the loss, their thread is the one that writes them down.</summary>
    private void Finish(LaunchQueue<T> queue, double clipNorm, int moved)
    {
        var beside = queue.EndsSingle;
        for (var i = 0; i < _layout.Totals.Count; i++)
        {
            queue.Add(_update!.Keep(_memory!.View(_layout.Totals[i]), TotalPlace(i)), beside);
            beside = true;
        }

        queue.Add(_update!.FindNotFinite(_memory!.Accumulators.View.SubView(0, _layout.Parameters)), beside);
        queue.Add(_update.Clip(_memory, clipNorm));
        beside = false;
        foreach (var launch in _update.Finish(_memory, moved))
        {
            queue.Add(launch, beside);
            beside = true;
        }

        queue.Flush();
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
