using System.Numerics;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution.Batch;
using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution;

/// <summary>The launches of a program over a number of examples, with their arguments, and what a library keeps for them.</summary>
internal sealed class LaunchPlan<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GpuContext _device;
    private readonly Products<T> _products;
    private readonly Convolutions<T> _convolutions;
    private readonly ProgramMemory<T> _memory;
    private readonly BlockLowering _lowering;
    private readonly GateMasks _masks;
    private readonly List<IDisposable> _prepared = [];
    private readonly int _examples;

    /// <summary>Prepares the launches.</summary>
    /// <param name="device">The device.</param>
    /// <param name="products">Who makes large products.</param>
    /// <param name="memory">The program's memory.</param>
    /// <param name="schedule">The program.</param>
    /// <param name="examples">Examples of the launches.</param>
    /// <param name="program">What is done with the examples; null where that is not by launches over the batch.</param>
    /// <param name="tilesAll">Whether all convolutions are tiled, however small.</param>
    public LaunchPlan(GpuContext device, Products<T> products, ProgramMemory<T> memory, Schedule schedule, int examples, BatchProgram? program, bool tilesAll = false)
    {
        (_device, _products, _memory, _examples) = (device, products, memory, examples);
        _convolutions = new Convolutions<T>(device, memory, examples, tilesAll);
        _lowering = new BlockLowering(schedule);
        _masks = new GateMasks(program?.Products ?? []);
        Cleared = program?.Cleared ?? [];
        try
        {
            Prologue = Launches(LaunchParts.Around(Calls(schedule.Prologue), IsAlone));
            Tiles = [.. program?.Passes.Select(pass => (KernelLaunch<T>[])[.. pass.SelectMany(Launches), .. _convolutions.TakeSums()]) ?? []];
            Epilogues = [.. schedule.Passes.Select(pass => Launches(LaunchParts.Around(Calls(pass.Epilogue), IsAlone)))];
        }
        catch
        {
            // Nobody gets what was to give it back.
            Dispose();
            throw;
        }
    }

    /// <summary>What does not depend on the examples.</summary>
    public KernelLaunch<T>[] Prologue { get; }

    /// <summary>For each pass, what is done with the examples.</summary>
    public KernelLaunch<T>[][] Tiles { get; }

    /// <summary>For each pass, the sums that are cleared before it.</summary>
    public IReadOnlyList<IReadOnlyList<SumRange>> Cleared { get; }

    /// <summary>For each pass, what follows it.</summary>
    public KernelLaunch<T>[][] Epilogues { get; }

    /// <summary>Gives back what a library keeps for the launches, which must not run any more.</summary>
    public void Dispose() => _prepared.ForEach(prepared => prepared.Dispose());

    private IEnumerable<KernelCall> Calls(EquatableArray<Instruction> instructions) => instructions.SelectMany(_lowering.Lower);

    private bool IsAlone(KernelCall call) => _products.IsLarge(call, _examples) || _convolutions.IsTiled(call);

    private KernelLaunch<T>[] Launches(IReadOnlyList<IReadOnlyList<KernelCall>> parts) =>
        [.. parts.SelectMany(calls => Launches(new BatchLaunch(IsAlone(calls[0]) ? BatchLaunchKind.Product : BatchLaunchKind.Grid, calls)))];

    private IReadOnlyList<KernelLaunch<T>> Launches(BatchLaunch launch)
    {
        _masks.Follow(launch.Calls);
        return launch.Kind switch
        {
            BatchLaunchKind.Product when _convolutions.IsTiled(launch.Calls[0]) => [_convolutions.Plan(launch.Calls[0])],
            BatchLaunchKind.Product => _products.Plan(launch.Calls[0], _memory, _examples, _masks, _prepared),
            BatchLaunchKind.Chain => [new LaunchBinder<T>(_memory, ChainRule.ExamplesOfTile(_examples)).BindChain(launch.Calls, _examples, 8 * _device.Blocks)],
            _ => [new LaunchBinder<T>(_memory, _examples).Bind(launch.Calls, launch.Calls.Max(Blocks))],
        };
    }

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
