using System.Numerics;
using System.Runtime.CompilerServices;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution.Batch;
using Rationale.Graph.Lowering;

namespace Rationale.Gpu.Execution;

/// <summary>The memory that a program takes for a number of examples: their values, columns and results, the bits of rectified values, and the parts of the weights' gradients.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
/// <param name="bytesOfExample">Bytes of the values of an example.</param>
/// <param name="program">The launches over the batch.</param>
/// <param name="products">Who makes large products.</param>
/// <param name="device">The device.</param>
/// <param name="tilesAll">Whether all convolutions are tiled, however small.</param>
internal sealed class WorkspaceSize<T>(long bytesOfExample, BatchProgram program, Products<T> products, GpuContext device, bool tilesAll)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GateMasks _masks = new(program.Products);
    private readonly KernelCall[] _products = [.. program.Products];
    private readonly KernelCall[][] _weightGradients = [.. program.Passes.Select(pass => (KernelCall[])[.. pass.SelectMany(launch => launch.Calls).Where(call => call is { Class: "ConvolutionKernels", Method: "WeightGradient" })])];

    /// <summary>Bytes of a number of examples.</summary>
    public long Bytes(int examples) => (bytesOfExample * examples) + _products.Sum(call => products.MaskBytes(call, examples, _masks)) + PartBytes(examples);

    /// <summary>Most examples that a limit of bytes leaves; at least one.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="most">As many at most.</param>
    public int Largest(long limit, int most)
    {
        var (fits, exceeds) = (1, (long)most + 1);
        while (exceeds - fits > 1)
        {
            var middle = (int)((fits + exceeds) / 2);
            (fits, exceeds) = Bytes(middle) <= limit ? (middle, exceeds) : (fits, middle);
        }

        return fits;
    }

    /// <summary>Bytes of parts, which stand until their pass ends: those of all passes in the same place.</summary>
    private long PartBytes(int examples)
    {
        var places = new List<long>();
        foreach (var pass in _weightGradients)
        {
            var parts = pass.Where(call => Convolutions<T>.IsTiled(device, call, examples, tilesAll)).Select(call => ConvolutionTiles.For(call, examples)!.Value.PartBytes).Where(bytes => bytes > 0);
            foreach (var (place, bytes) in parts.Index())
            {
                if (place == places.Count)
                {
                    places.Add(0);
                }

                places[place] = Math.Max(places[place], bytes);
            }
        }

        return places.Sum() / sizeof(float) * Unsafe.SizeOf<T>();
    }
}
