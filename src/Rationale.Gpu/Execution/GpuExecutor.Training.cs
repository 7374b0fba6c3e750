using Rationale.Execution;

namespace Rationale.Gpu.Execution;

/// <content>Parameters and the optimizer's state that stay on the device over a training.</content>
internal sealed partial class GpuExecutor<T>
{
    private ResidentState<T>? _resident;
    private bool _parametersHere = true;
    private int _pending;

    /// <inheritdoc/>
    public bool OnDevice => true;

    /// <inheritdoc/>
    public bool GradientsAreFinite
    {
        get
        {
            lock (_gate)
            {
                return _resident!.AreFinite(_memory!.Accumulators.View.SubView(0, _layout.Parameters));
            }
        }
    }

    /// <inheritdoc/>
    public T SumOfSquares
    {
        get
        {
            lock (_gate)
            {
                return _resident!.SumOfSquares(_memory!.Accumulators.View.SubView(0, _resident.Trained));
            }
        }
    }

    /// <inheritdoc/>
    public void Attach(IReadOnlyList<UpdateRange> ranges, AlignedBuffer<T> first, AlignedBuffer<T> second, int trained, IReadOnlyList<(int Start, int Length)> states)
    {
        lock (_gate)
        {
            var memory = Reserve(1);
            Upload(_parameters.Span, memory.Parameters.View);
            _resident = new ResidentState<T>(_device, _stream, ranges, first, second, trained, states, _layout.Totals.Count + 1);
        }
    }

    /// <inheritdoc/>
    public void Update(long step, double scale = 1, double rateFactor = 1)
    {
        lock (_gate)
        {
            _resident!.Update(_memory!, step, scale, rateFactor);
            _parametersHere = false;
        }
    }

    /// <inheritdoc/>
    public void DownloadParameters()
    {
        lock (_gate)
        {
            if (!_parametersHere && _memory is { } memory)
            {
                Download(memory.Parameters.View, _parameters.Span);
                _parametersHere = true;
            }
        }
    }

    /// <inheritdoc/>
    public void BringOptimizer()
    {
        lock (_gate)
        {
            _resident!.Bring();
        }
    }

    /// <inheritdoc/>
    public int MaxPending => ResidentState<T>.MaxPending;

    /// <inheritdoc/>
    public void Enqueue(IBatch<T> batch, ulong step, long update, double rateFactor, double clipNorm)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RequireRoom(batch.Examples, []);
        lock (_gate)
        {
            var memory = Begin(batch, step);
            _resident!.UploadFactors(update, 1, rateFactor);
            if (batch.Examples > memory.Capacity)
            {
                RunParts(batch, step, [], null, CancellationToken.None);
                _resident.Finish(memory, clipNorm, _layout.Parameters);
            }
            else
            {
                var gather = Bring(batch, 0, batch.Examples);
                _graphs.Run((batch.Examples, gather is not null, clipNorm), () =>
                {
                    gather?.Invoke();
                    RunOnDevice(batch.Examples);
                    _resident.Finish(memory, clipNorm, _layout.Parameters);
                });
            }

            _pending++;
            _parametersHere = false;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<PendingStep<T>> Collect()
    {
        lock (_gate)
        {
            var steps = _resident!.Read(_pending, _layout.Totals.Count);
            _pending = 0;
            return steps;
        }
    }
}
