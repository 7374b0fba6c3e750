using System.Numerics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Kernels;
using Rationale.Graph.Lowering.Blocks;

namespace Rationale.Gpu.Execution;

/// <summary>The kernels that were written for a model: blocks of threads take tiles of examples through a pass, each with sums of its own, which are added afterwards, block after block.</summary>
internal sealed class TileProgram<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly MethodInfo[] AddSums = [typeof(BlockTrainingKernels).GetMethod(nameof(BlockTrainingKernels.AddSums))!.MakeGenericMethod(typeof(T))];

    private readonly GpuContext _device;
    private readonly ProgramLayout _layout;
    private readonly BlockTiles _tiles;
    private readonly TileLaunch<T>[] _passes;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _sums;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _arenas;
    private readonly int _blocks;

    /// <summary>Compiles the kernels and takes memory for every block.</summary>
    public TileProgram(GpuContext device, ProgramLayout layout, IReadOnlyList<Delegate> kernels, int batchExamples)
    {
        (_device, _layout) = (device, layout);
        _tiles = BlockTiles.For(layout.TileWidth);
        _blocks = Math.Clamp(batchExamples, 1, device.Blocks);
        _passes = [.. kernels.Select(kernel => device.LoadTiles<T>(kernel.Method))];
        _sums = device.Allocate<T>(Math.Max(1, (long)_blocks * layout.Accumulators), $"the gradients of {_blocks} blocks");
        _arenas = device.Allocate<T>(_tiles.IsShared ? 1 : (long)_blocks * _tiles.ArenaLength, $"the values of {_blocks} blocks");
    }

    /// <summary>Runs a pass over examples that are in memory, and adds its sums to those of the batch.</summary>
    public void Run(AcceleratorStream stream, ProgramMemory<T> memory, int pass, int examples)
    {
        // As many examples to a tile as give every block one, up to what fits.
        var size = Math.Clamp((examples + _blocks - 1) / _blocks, 1, _tiles.MaxExamples);
        var blocks = Math.Min(_blocks, (examples + size - 1) / size);
        var frame = memory.Frame(_sums.View, _arenas.View, examples, size, _layout.Accumulators, _tiles.ArenaLength);
        _passes[pass](stream, new KernelConfig(blocks, _device.Threads), frame);
        foreach (var sum in _layout.Passes[pass])
        {
            var grid = (int)Math.Clamp((sum.Length + _device.Threads - 1L) / _device.Threads, 1, 8L * _device.Blocks);
            _device.Load<T>(AddSums)(stream, new KernelConfig(grid, _device.Threads), new LaunchArguments<T>
            {
                View0 = _sums.View.AsContiguous().SubView(sum.Start, (int)(_sums.Length - sum.Start)),
                View1 = memory.Accumulators.View.AsContiguous().SubView(sum.Start, sum.Length),
                Integer0 = blocks,
                Integer1 = _layout.Accumulators,
            });
        }
    }

    public void Dispose()
    {
        _sums.Dispose();
        _arenas.Dispose();
    }
}
