using System.Numerics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Execution;

/// <summary>The optimizer's state on a device, and the launches that move parameters.</summary>
internal sealed class ResidentState<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GpuContext _device;
    private readonly AcceleratorStream _stream;
    private readonly IReadOnlyList<UpdateRange> _ranges;
    private readonly IReadOnlyList<(int Start, int Length)> _states;
    private readonly AlignedBuffer<T> _hostFirst;
    private readonly AlignedBuffer<T> _hostSecond;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _first;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _second;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _factors;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _found;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _parts;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _slots;
    private readonly T[] _hostFactors;

    public ResidentState(
        GpuContext device, AcceleratorStream stream, IReadOnlyList<UpdateRange> ranges, AlignedBuffer<T> first, AlignedBuffer<T> second, int trained, IReadOnlyList<(int Start, int Length)> states, int slotLength)
    {
        (_device, _stream, _ranges, _states, _hostFirst, _hostSecond, Trained) = (device, stream, ranges, states, first, second, trained);
        _first = Upload(first, "first moments");
        _second = Upload(second, "second moments");
        _hostFactors = new T[Math.Max(1, ranges.Count) * BlockTrainingKernels.Factors];
        _factors = device.Allocate<T>(_hostFactors.Length, "factors of a step");
        _found = device.Allocate<T>(1, "a flag");
        _parts = device.Allocate<T>(device.Blocks, "parts of a sum");
        _slots = device.Allocate<T>((long)MaxPending * slotLength, "losses");
    }

    /// <summary>Steps whose losses can wait on the device.</summary>
    public const int MaxPending = 32;

    /// <summary>How many parameters move.</summary>
    public int Trained { get; }

    /// <summary>Whether all elements are finite.</summary>
    public bool AreFinite(ArrayView<T> x)
    {
        _found.MemSetToZero(_stream);
        Launch(nameof(BlockTrainingKernels.FindNotFinite), x.Length, new LaunchArguments<T> { View0 = x, View1 = _found.View });
        return Read(_found.View) == T.Zero;
    }

    /// <summary>The sum of squares.</summary>
    public T SumOfSquares(ArrayView<T> x)
    {
        Launch(nameof(BlockTrainingKernels.SquaresOfBlocks), (long)_device.Blocks * _device.Threads, new LaunchArguments<T> { View0 = x, View1 = _parts.View });
        var parts = new T[_device.Blocks];
        _parts.View.AsContiguous().CopyToCPU(_stream, parts.AsSpan());
        _stream.Synchronize();
        return parts.Aggregate(T.Zero, (sum, part) => sum + part);
    }

    /// <summary>Moves the parameters, and puts the new state into its place.</summary>
    public void Update(ProgramMemory<T> memory, long step, double scale, double rateFactor)
    {
        UploadFactors(step, scale, rateFactor);
        Move(memory);
        _stream.Synchronize();
    }

    /// <summary>Brings the factors of a step.</summary>
    public void UploadFactors(long step, double scale, double rateFactor)
    {
        for (var i = 0; i < _ranges.Count; i++)
        {
            var rule = _ranges[i].Rule;
            double[] factors = [scale, rule.StepSize(step, rateFactor), rule.Kind == OptimizerKind.Sgd ? 1 : rule.RootCorrection(step), rule.Decay(rateFactor)];
            for (var factor = 0; factor < factors.Length; factor++)
            {
                _hostFactors[(i * BlockTrainingKernels.Factors) + factor] = T.CreateChecked(factors[factor]);
            }
        }

        _factors.View.AsContiguous().CopyFromCPU(_stream, _hostFactors.AsSpan());
    }

    /// <summary>Looks for what is not finite, clips, moves the parameters and writes down the totals: all that follows the gradients of a step, without the host.</summary>
    public void Finish(ProgramMemory<T> memory, double clipNorm, int parameters)
    {
        var gradients = memory.Accumulators.View.AsContiguous();
        Launch(nameof(BlockTrainingKernels.FindNotFinite), parameters, new LaunchArguments<T> { View0 = gradients.SubView(0, parameters), View1 = _found.View });
        Launch(nameof(BlockTrainingKernels.FindNotFinite), 1, new LaunchArguments<T> { View0 = memory.Totals.View, View1 = _found.View });
        if (clipNorm > 0)
        {
            Launch(nameof(BlockTrainingKernels.SquaresOfBlocks), (long)_device.Blocks * _device.Threads, new LaunchArguments<T> { View0 = gradients.SubView(0, Trained), View1 = _parts.View });
            Launch(nameof(BlockTrainingKernels.Clip), 1, new LaunchArguments<T> { View0 = _parts.View, View1 = _factors.View, View2 = _found.View, Number0 = T.CreateChecked(clipNorm) });
        }

        Move(memory);
        Launch(nameof(BlockTrainingKernels.Record), 1, new LaunchArguments<T> { View0 = memory.Totals.View, View1 = _found.View, View2 = _slots.View, Counters = memory.Counters });
    }

    /// <summary>What steps have written down.</summary>
    public PendingStep<T>[] Read(int steps, int totals)
    {
        var numbers = new T[steps * (totals + 1)];
        _slots.View.AsContiguous().SubView(0, numbers.Length).CopyToCPU(_stream, numbers.AsSpan());
        _stream.Synchronize();
        return [.. Enumerable.Range(0, steps).Select(step => new PendingStep<T>(numbers.AsSpan(step * (totals + 1), totals).ToArray(), numbers[(step * (totals + 1)) + totals] == T.Zero))];
    }

    private void Move(ProgramMemory<T> memory)
    {
        for (var i = 0; i < _ranges.Count; i++)
        {
            Move(memory, _ranges[i], _factors.View.AsContiguous().SubView(i * BlockTrainingKernels.Factors, BlockTrainingKernels.Factors));
        }

        foreach (var (start, length) in _states)
        {
            Launch(nameof(BlockTrainingKernels.Keep), length, new LaunchArguments<T>
            {
                View0 = memory.Accumulators.View.AsContiguous().SubView(start, length),
                View1 = memory.Parameters.View.AsContiguous().SubView(start, length),
                View2 = _found.View,
            });
        }
    }

    /// <summary>Copies the state to the host.</summary>
    public void Bring()
    {
        foreach (var (host, device) in new[] { (_hostFirst, _first), (_hostSecond, _second) })
        {
            if (host.Length > 0)
            {
                device.View.AsContiguous().SubView(0, host.Length).CopyToCPU(_stream, host.Span);
            }
        }

        _stream.Synchronize();
    }

    public void Dispose()
    {
        foreach (var buffer in new[] { _first, _second, _factors, _found, _parts, _slots })
        {
            buffer.Dispose();
        }
    }

    private void Move(ProgramMemory<T> memory, UpdateRange range, ArrayView<T> factors)
    {
        var (theta, gradient) = (memory.Parameters.View.AsContiguous().SubView(range.Start, range.Length), memory.Accumulators.View.AsContiguous().SubView(range.Start, range.Length));
        if (range.Rule.Kind != OptimizerKind.Sgd)
        {
            Launch(nameof(BlockTrainingKernels.Adam), range.Length, new LaunchArguments<T>
            {
                View0 = theta,
                View1 = gradient,
                View2 = Part(_first),
                View3 = Part(_second),
                View4 = factors,
                View5 = _found.View,
                Number0 = T.CreateChecked(UpdateRule.Beta1),
                Number1 = T.CreateChecked(UpdateRule.Beta2),
                Number2 = T.CreateChecked(UpdateRule.Epsilon),
            });
        }
        else if (_hostFirst.Length > 0)
        {
            Launch(nameof(BlockTrainingKernels.DescendWithMomentum), range.Length, new LaunchArguments<T>
            {
                View0 = theta,
                View1 = gradient,
                View2 = Part(_first),
                View3 = factors,
                View4 = _found.View,
                Number0 = T.CreateChecked(range.Rule.Momentum),
            });
        }
        else
        {
            Launch(nameof(BlockTrainingKernels.Descend), range.Length, new LaunchArguments<T> { View0 = theta, View1 = gradient, View2 = factors, View3 = _found.View });
        }

        ArrayView<T> Part(MemoryBuffer1D<T, Stride1D.Dense> buffer) => buffer.View.AsContiguous().SubView(range.Start, range.Length);
    }

    private void Launch(string kernel, long elements, LaunchArguments<T> arguments)
    {
        MethodInfo[] kernels = [typeof(BlockTrainingKernels).GetMethod(kernel)!.MakeGenericMethod(typeof(T))];
        var blocks = (int)Math.Clamp((elements + _device.Threads - 1) / _device.Threads, 1, _device.Blocks);
        _device.Load<T>(kernels)(_stream, new KernelConfig(blocks, _device.Threads), arguments);
    }

    private T Read(ArrayView<T> place)
    {
        var value = new T[1];
        place.CopyToCPU(_stream, value.AsSpan());
        _stream.Synchronize();
        return value[0];
    }

    private MemoryBuffer1D<T, Stride1D.Dense> Upload(AlignedBuffer<T> values, string what)
    {
        var buffer = _device.Allocate<T>(Math.Max(1, values.Length), what);
        if (values.Length > 0)
        {
            buffer.View.AsContiguous().CopyFromCPU(_stream, (ReadOnlySpan<T>)values.Span);
        }

        return buffer;
    }
}
