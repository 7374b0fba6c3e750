using ILGPU;
using ILGPU.Runtime;

namespace Rationale.Gpu.Execution;

/// <content>Memory for the values of a batch, and what goes between it and the host.</content>
internal sealed partial class GpuExecutor<T>
{
    /// <summary>Memory for a number of examples, as far as the workspace allows.</summary>
    private ProgramMemory<T> Reserve(int examples)
    {
        var capacity = Math.Min(examples, _largest);
        if (_memory is { } known && known.Capacity >= capacity)
        {
            return known;
        }

        if (_memory is { } old)
        {
            // Before the new memory is taken: there may not be enough for both.
            _stream.Synchronize();
            _plans.Clear();
            _graphs.Clear();
            _memory = null;
            old.Dispose();
        }

        _memory = new ProgramMemory<T>(_device, _layout, _model.Parameters, _settings.View, _counters.View, capacity);
        UploadShared();
        return _memory;
    }

    private LaunchPlan<T> Plan(int examples)
    {
        if (!_plans.TryGetValue(examples, out var plan))
        {
            _plans[examples] = plan = new LaunchPlan<T>(_device, _model.Products, _memory!, _schedule, examples, _model.Options.TilesAllConvolutions);
        }

        return plan;
    }

    private void UploadShared()
    {
        foreach (var place in _layout.SharedInputs)
        {
            if (_memory is not null && _sharedInputs.TryGetValue(place.Name, out var values))
            {
                Upload(values, _memory.Shared(place.Offset, place.Length));
            }
        }
    }

    private void Upload<TElement>(ReadOnlySpan<TElement> values, ArrayView<TElement> place)
        where TElement : unmanaged
    {
        if (!values.IsEmpty)
        {
            place.SubView(0, values.Length).CopyFromCPU(_stream, values);
        }
    }

    private void Upload<TElement>(TElement[] values, ArrayView<TElement> place)
        where TElement : unmanaged => Upload((ReadOnlySpan<TElement>)values, place);

    private void Download<TElement>(ArrayView<TElement> place, Span<TElement> values)
        where TElement : unmanaged
    {
        if (!values.IsEmpty)
        {
            place.SubView(0, values.Length).CopyToCPU(_stream, values);
            _stream.Synchronize();
        }
    }
}
