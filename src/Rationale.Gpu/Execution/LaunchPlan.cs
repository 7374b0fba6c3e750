using System.Numerics;
using Rationale.Gpu.Devices;
using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution;

/// <summary>
/// The launches of a program over a number of examples: each group of kernel calls is one launch whose threads share the elements of the whole batch.
/// </summary>
internal sealed class LaunchPlan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GpuContext _device;
    private readonly Products<T> _products;
    private readonly Convolutions<T> _convolutions;
    private readonly ProgramMemory<T> _memory;
    private readonly BlockLowering _lowering;
    private readonly GateMasks _masks;
    private readonly int _examples;

    /// <summary>Prepares the launches.</summary>
    public LaunchPlan(GpuContext device, Products<T> products, ProgramMemory<T> memory, Schedule schedule, int examples, bool tilesAll = false)
    {
        (_device, _products, _memory, _examples) = (device, products, memory, examples);
        _convolutions = new Convolutions<T>(device, memory, examples, tilesAll);
        _lowering = new BlockLowering(schedule);
        _masks = new GateMasks(schedule.Passes.SelectMany(pass => Calls(pass.Tile)), IsAlone);
        Prologue = Launches(LaunchParts.Around(Calls(schedule.Prologue), IsAlone));
        Tiles = [.. schedule.Passes.Select(pass => OfPass(pass.Tile))];
        Epilogues = [.. schedule.Passes.Select(pass => Launches(LaunchParts.Around(Calls(pass.Epilogue), IsAlone)))];
    }

    /// <summary>What does not depend on the examples.</summary>
    public KernelLaunch<T>[] Prologue { get; }

    /// <summary>For each pass, what is done with the examples.</summary>
    public KernelLaunch<T>[][] Tiles { get; }

    /// <summary>For each pass, what follows it.</summary>
    public KernelLaunch<T>[][] Epilogues { get; }

    private IEnumerable<KernelCall> Calls(EquatableArray<Instruction> instructions) => instructions.SelectMany(_lowering.Lower);

    private bool IsAlone(KernelCall call) => _products.IsLarge(call, _examples);

    private KernelLaunch<T>[] OfPass(EquatableArray<Instruction> instructions) =>
        [.. Launches(LaunchParts.OfPass(ConvolutionEndings.Join(Calls(instructions), _convolutions.IsTiled), IsAlone, _convolutions.IsTiled)), .. _convolutions.TakeSums()];

    private KernelLaunch<T>[] Launches(IReadOnlyList<IReadOnlyList<KernelCall>> parts) => [.. parts.SelectMany(Launches)];

    private IReadOnlyList<KernelLaunch<T>> Launches(IReadOnlyList<KernelCall> calls)
    {
        _masks.Follow(calls);
        return IsAlone(calls[0]) ? _products.Plan(calls[0], _memory, _examples, _masks) : [KernelLaunch<T>.Together([.. calls.Select(Launch)])];
    }

    private KernelLaunch<T> Launch(KernelCall call) => _convolutions.IsTiled(call) ? _convolutions.Plan(call) : new LaunchBinder<T>(_memory, _examples).Bind(call, Blocks(call));

    /// <summary>Blocks for a call: a thread for each element that is written, or for few sums of many terms as many strips as there are.</summary>
    private int Blocks(KernelCall call)
    {
        var written = call.Arguments.OfType<OperandArgument>().First(argument => argument.IsWritten).Operand;
        var elements = _memory.View(written, _examples).Length;
        var isSum = call.Class is "ReduceKernels" || call is { Class: "GemmKernels", Method: "Multiply" or "MultiplyTransposedLeft" } or { Class: "ConvolutionKernels", Method: "WeightGradient" };
        var strip = Math.Min(32, _device.Threads);
        var wanted = isSum && elements * 4 < (long)_device.Blocks * _device.Threads ? (elements + strip - 1) / strip : (elements + _device.Threads - 1) / _device.Threads;
        return (int)Math.Clamp(wanted, 1, 8L * _device.Blocks);
    }
}
