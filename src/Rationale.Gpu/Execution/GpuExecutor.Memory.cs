using ILGPU;
using ILGPU.Runtime;
using Rationale.Gpu.Execution.Batch;

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
            ForgetPlans();
            _memory = null;
            old.Dispose();
        }

        _memory = new ProgramMemory<T>(_device, _layout, _model.Parameters, _settings.View, _counters.View, capacity, isTwice: !_runsTiles && JoinedProducts.MayStandBehindInputs(_schedule));
        UploadShared();
        return _memory;
    }

    /// <summary>The launches for a number of examples.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="accumulates">Whether sums are added to what other examples have left.</param>
    private LaunchPlan<T> Plan(int examples, bool accumulates)
    {
        if (!_plans.TryGetValue((examples, accumulates), out var plan))
        {
            var program = !_runsTiles ? Program(examples, accumulates) : null;
            if (program is not null && !_memory!.Holds(program.Width, examples))
            {
                // Nothing may point to the old values any more, also where there is no memory for the new ones.
                ForgetPlans();
                _memory.Grow(program.Width, examples);
            }

            _plans[(examples, accumulates)] = plan = new LaunchPlan<T>(_device, _model.Products, _memory!, _schedule, examples, program, _model.Options.TilesAllConvolutions);
        }

        return plan;
    }

    /// <summary>Forgets all launches, when those on their way are through: what they point to goes.</summary>
    private void ForgetPlans()
    {
        _stream.Synchronize();
        _graphs.Clear();
        foreach (var plan in _plans.Values)
        {
            plan.Dispose();
        }

        _plans.Clear();
    }

    private BatchProgram Program(int examples, bool accumulates) => BatchProgram.Create(
        _schedule, examples, call => _model.Products.IsLarge(call, examples) || Convolutions<T>.IsTiled(_device, call, examples, _model.Options.TilesAllConvolutions), accumulates, _isRepeated);

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
