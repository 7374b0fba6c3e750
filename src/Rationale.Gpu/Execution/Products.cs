using System.Numerics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Kernels;
using Rationale.Graph.Lowering;

namespace Rationale.Gpu.Execution;

/// <summary>
/// Large products over the whole batch: by cuBLAS where there is one, otherwise by <see cref="BlockTiledProduct"/>. What the kernel of a product ends with, a bias, a rectifier or a gate, is a launch of its own then.
/// </summary>
internal sealed class Products<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Multiplications from which on a product is large.</summary>
    private const long MinOperations = 1L << 22;

    private static readonly MethodInfo[] Tiled = [typeof(BlockTiledProduct).GetMethod(nameof(BlockTiledProduct.Multiply))!.MakeGenericMethod(typeof(T))];

    private readonly GpuContext _device;
    private readonly CuBlas? _library;

    /// <summary>Looks for the library.</summary>
    public Products(GpuContext device, AcceleratorStream stream, GpuDevice options)
    {
        _device = device;
        _library = typeof(T) == typeof(float) ? CuBlas.TryCreate(stream, options.CuBlasPath, options.AllowTensorFloat32) : null;
        MinimalOperations = MinOperations;
    }

    /// <summary>Multiplications from which on a product is large; tests lower it.</summary>
    internal long MinimalOperations { get; init; }

    /// <summary>The launches of a large product, or null where the call is none or is small.</summary>
    public IReadOnlyList<PlannedLaunch<T>>? Plan(KernelCall call, ProgramMemory<T> memory, int examples)
    {
        if (call.Class != "GemmKernels" || call.Method == "MultiplyBatched" || (_library is null && _device.Threads != BlockTiledProduct.Threads))
        {
            return null;
        }

        var (m, k, n) = (Size("m"), Size("k"), Size("n"));
        if ((long)m * k * n < MinimalOperations)
        {
            return null;
        }

        var product = Product(View("a"), View("b"), View("c"), m, k, n, call.Method == "MultiplyTransposedLeft" || Flag("transposeA"), Flag("transposed") || Flag("transposeB"), Flag("accumulate"));
        return call.Method switch
        {
            "MultiplyPackedBias" => [product, Bias()],
            "MultiplyPackedBiasRelu" => [product, Bias(), Over(nameof(BlockElementwiseKernels.Relu), new LaunchArguments<T> { View0 = View("c"), View1 = View("c") })],
            "MultiplyPackedReluBackward" => [product, Over(nameof(BlockElementwiseKernels.ReluBackward), new LaunchArguments<T> { View0 = View("gate"), View1 = View("c"), View2 = View("c"), Number0 = Number("below") })],
            _ => [product],
        };

        int Size(string name) => call.Arguments.OfType<ExtentArgument>().Single(argument => argument.Parameter == name).Extent.For(examples);
        bool Flag(string name) => call.Arguments.OfType<FlagArgument>().Any(argument => argument.Parameter == name && argument.Value);
        T Number(string name) => T.CreateChecked(call.Arguments.OfType<NumberArgument>().Single(argument => argument.Parameter == name).Value);
        ArrayView<T> View(string name) => memory.View(call.Arguments.OfType<OperandArgument>().Single(argument => argument.Parameter == name).Operand, examples);
        PlannedLaunch<T> Over(string kernel, LaunchArguments<T> arguments) => Elementwise(typeof(BlockElementwiseKernels).GetMethod(kernel)!, (long)m * n, arguments);
        PlannedLaunch<T> Bias() => Elementwise(
            typeof(BlockBinaryKernels).GetMethods().Single(method => method.Name == nameof(BlockBinaryKernels.Add) && method.GetParameters().Length > 4),
            (long)m * n,
            new LaunchArguments<T> { View0 = View("c"), View1 = View("bias"), View2 = View("c"), Integer0 = m, Integer1 = n, Integer2 = 1 });
    }

    public void Dispose() => _library?.Dispose();

    private PlannedLaunch<T> Product(ArrayView<T> a, ArrayView<T> b, ArrayView<T> c, int m, int k, int n, bool transposeA, bool transposeB, bool accumulate)
    {
        if (_library is { } library)
        {
            var (left, right, product) = (Address(a), Address(b), Address(c));
            return new PlannedLaunch<T>((_, _, _) => library.Multiply(left, right, product, m, k, n, transposeA, transposeB, accumulate), default, default);
        }

        var tiles = (long)((m + BlockTiledProduct.Tile - 1) / BlockTiledProduct.Tile) * ((n + BlockTiledProduct.Tile - 1) / BlockTiledProduct.Tile);
        return new PlannedLaunch<T>(_device.Load<T>(Tiled), new KernelConfig((int)Math.Min(tiles, int.MaxValue), BlockTiledProduct.Threads), new LaunchArguments<T>
        {
            View0 = a,
            View1 = b,
            View2 = c,
            Integer0 = m,
            Integer1 = k,
            Integer2 = n,
            Integer3 = transposeA ? 1 : 0,
            Integer4 = transposeB ? 1 : 0,
            Integer5 = accumulate ? 1 : 0,
        });
    }

    private PlannedLaunch<T> Elementwise(MethodInfo kernel, long elements, LaunchArguments<T> arguments) => new(
        _device.Load<T>([kernel.MakeGenericMethod(typeof(T))]), new KernelConfig((int)Math.Clamp((elements + _device.Threads - 1) / _device.Threads, 1, 8L * _device.Blocks), _device.Threads), arguments);

    private static nint Address(ArrayView<T> view) => (nint)view.LoadEffectiveAddressAsPtr();
}
