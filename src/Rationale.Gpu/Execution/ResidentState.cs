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
    private readonly T[] _hostFactors;

    public ResidentState(
        GpuContext device, AcceleratorStream stream, IReadOnlyList<UpdateRange> ranges, AlignedBuffer<T> first, AlignedBuffer<T> second, int trained, IReadOnlyList<(int Start, int Length)> states)
    {
        (_device, _stream, _ranges, _states, _hostFirst, _hostSecond, Trained) = (device, stream, ranges, states, first, second, trained);
        _first = Upload(first, "first moments");
        _second = Upload(second, "second moments");
        _hostFactors = new T[Math.Max(1, ranges.Count) * BlockTrainingKernels.Factors];
        _factors = device.Allocate<T>(_hostFactors.Length, "factors of a step");
        _found = device.Allocate<T>(1, "a flag");
        _parts = device.Allocate<T>(device.Blocks, "parts of a sum");
    }

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
        for (var i = 0; i < _ranges.Count; i++)
        {
            Move(memory, _ranges[i], _factors.View.AsContiguous().SubView(i * BlockTrainingKernels.Factors, BlockTrainingKernels.Factors));
        }

        foreach (var (start, length) in _states)
        {
            memory.Parameters.View.AsContiguous().SubView(start, length).CopyFrom(_stream, memory.Accumulators.View.AsContiguous().SubView(start, length));
        }

        _stream.Synchronize();
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
        foreach (var buffer in new[] { _first, _second, _factors, _found, _parts })
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
                Number0 = T.CreateChecked(range.Rule.Momentum),
            });
        }
        else
        {
            Launch(nameof(BlockTrainingKernels.Descend), range.Length, new LaunchArguments<T> { View0 = theta, View1 = gradient, View2 = factors });
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
