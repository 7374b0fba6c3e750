using System.Numerics;
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
        Run(FindNotFinite(x));
        var value = new T[1];
        _state.Found.CopyToCPU(_stream, value.AsSpan());
        _stream.Synchronize();
        return value[0] == T.Zero;
    }

    /// <summary>The sum of squares of the gradients that are not left out.</summary>
    public T SumOfSquares(ProgramMemory<T> memory)
    {
        foreach (var launch in LeaveOut(memory).Append(Squares(memory)))
        {
            Run(launch);
        }

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
        foreach (var move in Moves(memory))
        {
            Run(move);
        }

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

    /// <summary>What looks for elements of the gradient that are not finite.</summary>
    public KernelLaunch<T> FindNotFinite(ArrayView<T> gradients) => Create(nameof(BlockTrainingKernels.FindNotFinite), gradients.Length, [gradients, _state.Found]);

    /// <summary>What writes down a total, and looks whether it is finite.</summary>
    public KernelLaunch<T> Keep(ArrayView<T> total, ArrayView<T> place) => Create(nameof(BlockTrainingKernels.KeepTotal), 1, [total, place, _state.Found]);

    /// <summary>What finds the factor of the gradient; launches that wait for each other.</summary>
    public IReadOnlyList<KernelLaunch<T>> Clip(ProgramMemory<T> memory, double clipNorm) => clipNorm <= 0 ? [] :
    [
        .. LeaveOut(memory),
        Squares(memory),
        Create(nameof(BlockTrainingKernels.Clip), 1, [_state.Parts, _factors.View, _state.Found], [], [T.CreateChecked(clipNorm)]),
    ];

    /// <summary>What moves parameters and states, writes down the totals, and moves the counters on; none of it waits for the others.</summary>
    /// <param name="memory">The program's memory.</param>
    /// <param name="moved">How far the next batch is in the order of the examples.</param>
    public IEnumerable<KernelLaunch<T>> Finish(ProgramMemory<T> memory, int moved) =>
    [
        .. Moves(memory),
        Create(nameof(BlockTrainingKernels.Record), 1, [memory.Totals.View, _state.Found, _state.Slots], [_state.SlotLength]),
        Create(nameof(BlockTrainingKernels.Advance), 1, [], [moved]),
    ];

    /// <inheritdoc/>
    public void Dispose() => _factors.Dispose();

    private KernelLaunch<T> Squares(ProgramMemory<T> memory) =>
        Create(nameof(BlockTrainingKernels.SquaresOfBlocks), (long)_device.Blocks * _device.Threads, [Part(memory.Accumulators, 0, _state.Trained), _state.Parts]);

    /// <summary>Clears the gradients that have no part in the norm, as many ranges in a launch as its arguments take.</summary>
    private IEnumerable<KernelLaunch<T>> LeaveOut(ProgramMemory<T> memory) => _state.LeftOut
        .Select(range => KernelLaunch<T>.Create(typeof(BlockElementwiseKernels), nameof(BlockElementwiseKernels.Fill), _device.BlocksFor(range.Length), [Part(memory.Accumulators, range.Start, range.Length)], [], [T.Zero]))
        .Chunk(LaunchArguments<T>.MaxNumbers)
        .Select(KernelLaunch<T>.Together);

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

    private IEnumerable<KernelLaunch<T>> Moves(ProgramMemory<T> memory) =>
    [
        .. _ranges.Select((range, i) => Move(memory, range, _factors.View.SubView(i * BlockTrainingKernels.Factors, BlockTrainingKernels.Factors))),
        .. _state.States.Select(state => Create(nameof(BlockTrainingKernels.Keep), state.Length, [Part(memory.Accumulators, state.Start, state.Length), Part(memory.Parameters, state.Start, state.Length), _state.Found])),
    ];

    private KernelLaunch<T> Move(ProgramMemory<T> memory, UpdateRange range, ArrayView<T> factors)
    {
        var (theta, gradient) = (Part(memory.Parameters, range.Start, range.Length), Part(memory.Accumulators, range.Start, range.Length));
        if (range.Rule.Kind != OptimizerKind.Sgd)
        {
            T[] numbers = [T.CreateChecked(UpdateRule.Beta1), T.CreateChecked(UpdateRule.Beta2), T.CreateChecked(UpdateRule.Epsilon)];
            return Create(nameof(BlockTrainingKernels.Adam), range.Length, [theta, gradient, Of(_state.First), Of(_state.Second), factors, _state.Found], [], numbers);
        }

        return _state.First.Length > 0
            ? Create(nameof(BlockTrainingKernels.DescendWithMomentum), range.Length, [theta, gradient, Of(_state.First), factors, _state.Found], [], [T.CreateChecked(range.Rule.Momentum)])
            : Create(nameof(BlockTrainingKernels.Descend), range.Length, [theta, gradient, factors, _state.Found]);

        ArrayView<T> Of(ArrayView<T> moments) => moments.SubView(range.Start, range.Length);
    }

    private KernelLaunch<T> Create(string kernel, long elements, ArrayView<T>[] views, int[]? integers = null, T[]? numbers = null) =>
        KernelLaunch<T>.Create(typeof(BlockTrainingKernels), kernel, Math.Min(_device.BlocksFor(elements), _device.Blocks), views, integers, numbers);

    private void Run(KernelLaunch<T> launch) => launch.Run(_device, _stream, default, default);

    private static ArrayView<T> Part(MemoryBuffer1D<T, Stride1D.Dense> buffer, int start, int length) => buffer.View.AsContiguous().SubView(start, length);
}
