using System.Numerics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Execution;

/// <summary>What follows the gradients of a program's step: looking for what is not finite, clipping, moving the parameters that the program moves, and writing down the totals.</summary>
internal sealed class ParameterUpdate<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GpuContext _device;
    private readonly AcceleratorStream _stream;
    private readonly ResidentState<T> _state;
    private readonly IReadOnlyList<UpdateRange> _ranges;
    private readonly StepNumbers<T> _factors;

    /// <summary>Prepares the launches.</summary>
    /// <param name="device">The device.</param>
    /// <param name="stream">The order of all work.</param>
    /// <param name="state">The optimizer's state.</param>
    /// <param name="ranges">How parameters move; what is in none of them does not.</param>
    public ParameterUpdate(GpuContext device, AcceleratorStream stream, ResidentState<T> state, IReadOnlyList<UpdateRange> ranges)
    {
        (_device, _stream, _state, _ranges) = (device, stream, state, ranges);
        _factors = new StepNumbers<T>(device, ranges.Count * BlockTrainingKernels.Factors, "factors of a step");
    }

    /// <summary>Whether all elements are finite.</summary>
    public bool AreFinite(ArrayView<T> x)
    {
        _state.Found.MemSetToZero(_stream);
        Launch(nameof(BlockTrainingKernels.FindNotFinite), x.Length, new LaunchArguments<T> { View0 = x, View1 = _state.Found });
        var value = new T[1];
        _state.Found.CopyToCPU(_stream, value.AsSpan());
        _stream.Synchronize();
        return value[0] == T.Zero;
    }

    /// <summary>The sum of squares.</summary>
    public T SumOfSquares(ArrayView<T> x)
    {
        Launch(nameof(BlockTrainingKernels.SquaresOfBlocks), (long)_device.Blocks * _device.Threads, new LaunchArguments<T> { View0 = x, View1 = _state.Parts });
        var parts = new T[_device.Blocks];
        _state.Parts.CopyToCPU(_stream, parts.AsSpan());
        _stream.Synchronize();
        return parts.Aggregate(T.Zero, (sum, part) => sum + part);
    }

    /// <summary>Moves the parameters, and puts the new state into its place.</summary>
    public void Update(ProgramMemory<T> memory, long step, double scale, double rateFactor)
    {
        SetFactors(step, scale, rateFactor);
        _factors.Bring(_stream);
        Move(memory);
        _stream.Synchronize();
    }

    /// <summary>Brings the factors of a step, without waiting. That of the gradient is 1, unless the device finds it by clipping, and then the device writes it before it reads it.</summary>
    /// <param name="step">Number of the update, from 1.</param>
    /// <param name="rateFactor">What the learning rate is multiplied by.</param>
    public void BringFactors(long step, double rateFactor)
    {
        SetFactors(step, 1, rateFactor);
        _factors.Bring(_stream, _state.Pending);
    }

    /// <summary>All that follows the gradients of a step, without the host.</summary>
    public void Finish(ProgramMemory<T> memory, double clipNorm, int parameters)
    {
        var gradients = memory.Accumulators.View.AsContiguous();
        Launch(nameof(BlockTrainingKernels.FindNotFinite), parameters, new LaunchArguments<T> { View0 = gradients.SubView(0, parameters), View1 = _state.Found });
        Launch(nameof(BlockTrainingKernels.FindNotFinite), 1, new LaunchArguments<T> { View0 = memory.Totals.View, View1 = _state.Found });
        if (clipNorm > 0)
        {
            Launch(nameof(BlockTrainingKernels.SquaresOfBlocks), (long)_device.Blocks * _device.Threads, new LaunchArguments<T> { View0 = gradients.SubView(0, _state.Trained), View1 = _state.Parts });
            Launch(nameof(BlockTrainingKernels.Clip), 1, new LaunchArguments<T> { View0 = _state.Parts, View1 = _factors.View, View2 = _state.Found, Number0 = T.CreateChecked(clipNorm) });
        }

        Move(memory);
        Launch(nameof(BlockTrainingKernels.Record), 1, new LaunchArguments<T> { View0 = memory.Totals.View, View1 = _state.Found, View2 = _state.Slots, Integer0 = _state.SlotLength, Counters = memory.Counters });
    }

    /// <inheritdoc/>
    public void Dispose() => _factors.Dispose();

    private void SetFactors(long step, double scale, double rateFactor)
    {
        for (var i = 0; i < _ranges.Count; i++)
        {
            var rule = _ranges[i].Rule;
            double[] factors = [scale, rule.StepSize(step, rateFactor), rule.Kind == OptimizerKind.Sgd ? 1 : rule.RootCorrection(step), rule.Decay(rateFactor)];
            for (var factor = 0; factor < factors.Length; factor++)
            {
                _factors.Wanted[(i * BlockTrainingKernels.Factors) + factor] = T.CreateChecked(factors[factor]);
            }
        }
    }

    private void Move(ProgramMemory<T> memory)
    {
        for (var i = 0; i < _ranges.Count; i++)
        {
            Move(memory, _ranges[i], _factors.View.SubView(i * BlockTrainingKernels.Factors, BlockTrainingKernels.Factors));
        }

        foreach (var (start, length) in _state.States)
        {
            Launch(nameof(BlockTrainingKernels.Keep), length, new LaunchArguments<T>
            {
                View0 = memory.Accumulators.View.AsContiguous().SubView(start, length),
                View1 = memory.Parameters.View.AsContiguous().SubView(start, length),
                View2 = _state.Found,
            });
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
                View2 = _state.First.SubView(range.Start, range.Length),
                View3 = _state.Second.SubView(range.Start, range.Length),
                View4 = factors,
                View5 = _state.Found,
                Number0 = T.CreateChecked(UpdateRule.Beta1),
                Number1 = T.CreateChecked(UpdateRule.Beta2),
                Number2 = T.CreateChecked(UpdateRule.Epsilon),
            });
        }
        else if (_state.First.Length > 0)
        {
            Launch(nameof(BlockTrainingKernels.DescendWithMomentum), range.Length, new LaunchArguments<T>
            {
                View0 = theta,
                View1 = gradient,
                View2 = _state.First.SubView(range.Start, range.Length),
                View3 = factors,
                View4 = _state.Found,
                Number0 = T.CreateChecked(range.Rule.Momentum),
            });
        }
        else
        {
            Launch(nameof(BlockTrainingKernels.Descend), range.Length, new LaunchArguments<T> { View0 = theta, View1 = gradient, View2 = factors, View3 = _state.Found });
        }
    }

    private void Launch(string kernel, long elements, LaunchArguments<T> arguments)
    {
        MethodInfo[] kernels = [typeof(BlockTrainingKernels).GetMethod(kernel)!.MakeGenericMethod(typeof(T))];
        var blocks = (int)Math.Clamp((elements + _device.Threads - 1) / _device.Threads, 1, _device.Blocks);
        _device.Load<T>(kernels)(_stream, new KernelConfig(blocks, _device.Threads), arguments);
    }
}
