using System.Numerics;
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
    private readonly GpuContext _device;
    private readonly ProgramLayout _layout;
    private readonly DeviceBuffers _buffers;
    private readonly BlockTiles _tiles;
    private readonly TileLaunch<T>[] _passes;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _sums;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _arenas;
    private readonly int _blocks;

    /// <summary>Compiles the kernels and takes memory for every block.</summary>
    public TileProgram(GpuContext device, ProgramLayout layout, IReadOnlyList<Delegate> kernels, int batchExamples)
    {
        (_device, _layout, _buffers) = (device, layout, new DeviceBuffers(device));
        _tiles = BlockTiles.For(layout.TileWidth);
        _blocks = BlocksFor(batchExamples, device.Blocks, layout.Accumulators, _tiles.ArenaLength);
        _passes = [.. kernels.Select(kernel => device.LoadTiles<T>(kernel.Method))];
        _sums = _buffers.Take<T>((long)_blocks * layout.Accumulators, $"the gradients of {_blocks} blocks", GpuMessages.NoTiles);
        _arenas = _buffers.Take<T>(_tiles.IsShared ? 1 : (long)_blocks * _tiles.ArenaLength, $"the values of {_blocks} blocks", GpuMessages.NoTiles);
    }

    /// <summary>Blocks that take tiles: no more than there are examples, than fill the device, and than have sums and arenas whose elements an integer counts.</summary>
    /// <param name="batchExamples">Examples of a batch.</param>
    /// <param name="most">Blocks that fill the device.</param>
    /// <param name="sums">Elements of a block's sums.</param>
    /// <param name="arena">Elements of a block's arena.</param>
    public static int BlocksFor(int batchExamples, int most, int sums, int arena) => Math.Clamp(batchExamples, 1, Math.Max(1, Math.Min(most, int.MaxValue / Math.Max(1, Math.Max(sums, arena)))));

    /// <summary>What runs a pass over examples that are in memory.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="memory">The program's memory.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="examples">Examples of the run.</param>
    public KernelLaunch<T> Run(AcceleratorStream stream, ProgramMemory<T> memory, int pass, int examples)
    {
        var (size, blocks) = Grid(examples);
        var frame = memory.Frame(_sums.View, _arenas.View, examples, size, _layout.Accumulators, _tiles.ArenaLength);
        var config = new KernelConfig(blocks, _device.Threads);
        return KernelLaunch<T>.OfCall(() => _passes[pass](stream, config, frame));
    }

    /// <summary>What adds the sums of the blocks to those of the batch, or puts them in their place.</summary>
    /// <param name="memory">The program's memory.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="examples">Examples of the run.</param>
    /// <param name="accumulate">Whether they are added to what is there.</param>
    public IEnumerable<KernelLaunch<T>> AddSums(ProgramMemory<T> memory, int pass, int examples, bool accumulate) => _layout.SumsOf(pass).Select(sum => KernelLaunch<T>.Create(
        typeof(BlockTrainingKernels),
        nameof(BlockTrainingKernels.AddSums),
        _device.BlocksFor(sum.Length),
        [_sums.View.AsContiguous().SubView(sum.Start, (int)(_sums.Length - sum.Start)), memory.Accumulators.View.AsContiguous().SubView(sum.Start, sum.Length)],
        [Grid(examples).Blocks, _layout.Accumulators, accumulate ? 1 : 0]));

    /// <inheritdoc/>
    public void Dispose() => _buffers.Dispose();

    /// <summary>As many examples to a tile as give every block one, up to what fits.</summary>
    private (int TileSize, int Blocks) Grid(int examples)
    {
        var size = Math.Clamp((examples + _blocks - 1) / _blocks, 1, _tiles.MaxExamples);
        return (size, Math.Min(_blocks, (examples + size - 1) / size));
    }
}
