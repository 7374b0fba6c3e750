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

    private static readonly MethodInfo BroadcastAdd = typeof(BlockBinaryKernels).GetMethods().Single(method => method.Name == nameof(BlockBinaryKernels.Add) && method.GetParameters().Length > 4).MakeGenericMethod(typeof(T));

    private readonly GpuContext _device;
    private readonly CuBlas? _library;

    /// <summary>Looks for the library.</summary>
    public Products(GpuContext device, AcceleratorStream stream, GpuDevice options)
    {
        _device = device;
        _library = typeof(T) != typeof(float) ? null
            : options.CuBlasCalls is { } calls ? new CuBlas(calls, device.Accelerator, stream: 0, options.AllowTensorFloat32)
            : CuBlas.TryCreate(stream, options.CuBlasPath, options.AllowTensorFloat32);
        MinimalOperations = MinOperations;
    }

    /// <summary>Multiplications from which on a product is large; tests lower it.</summary>
    internal long MinimalOperations { get; init; }

    /// <summary>Whether a call is a large product.</summary>
    public bool IsLarge(KernelCall call, int examples) => IsLarge(call, examples, MinimalOperations) && (_library is not null || _device.Threads == BlockTiledProduct.Threads);

    /// <summary>Whether a call is a product of that many multiplications.</summary>
    public static bool IsLarge(KernelCall call, int examples, long operations = MinOperations) =>
        call.Class == "GemmKernels" && call.Method != "MultiplyBatched" && (long)Size(call, "m", examples) * Size(call, "k", examples) * Size(call, "n", examples) >= operations;

    /// <summary>Launches of a large product: what its kernel ends with, a bias, a rectifier or a gate, is one of its own.</summary>
    public static int Launches(KernelCall call) => call.Method is "MultiplyPackedBias" or "MultiplyPackedBiasRelu" or "MultiplyPackedReluBackward" ? 2 : 1;

    /// <summary>The launches of a large product.</summary>
    public IReadOnlyList<KernelLaunch<T>> Plan(KernelCall call, ProgramMemory<T> memory, int examples)
    {
        var (m, k, n) = (Size(call, "m", examples), Size(call, "k", examples), Size(call, "n", examples));
        var product = Product(View("a"), View("b"), View("c"), m, k, n, call.Method == "MultiplyTransposedLeft" || Flag("transposeA"), Flag("transposed") || Flag("transposeB"), Flag("accumulate"));
        var c = View("c");
        return call.Method switch
        {
            "MultiplyPackedBias" => [product, Bias()],
            "MultiplyPackedBiasRelu" => [product, KernelLaunch<T>.Together([Bias(), Over(nameof(BlockElementwiseKernels.Relu), [c, c])])],
            "MultiplyPackedReluBackward" => [product, Over(nameof(BlockElementwiseKernels.ReluBackward), [View("gate"), c, c], Number("below"))],
            _ => [product],
        };

        bool Flag(string name) => call.Arguments.OfType<FlagArgument>().Any(argument => argument.Parameter == name && argument.Value);
        T Number(string name) => T.CreateChecked(call.Arguments.OfType<NumberArgument>().Single(argument => argument.Parameter == name).Value);
        ArrayView<T> View(string name) => memory.View(call.Arguments.OfType<OperandArgument>().Single(argument => argument.Parameter == name).Operand, examples);
        KernelLaunch<T> Over(string kernel, ArrayView<T>[] views, params T[] numbers) => KernelLaunch<T>.Create(typeof(BlockElementwiseKernels), kernel, _device.BlocksFor((long)m * n), views, [], numbers);
        KernelLaunch<T> Bias() => KernelLaunch<T>.Create([BroadcastAdd], _device.BlocksFor((long)m * n), [c, View("bias"), c], [m, n, 1, 0]);
    }

    /// <inheritdoc/>
    public void Dispose() => _library?.Dispose();

    private KernelLaunch<T> Product(ArrayView<T> a, ArrayView<T> b, ArrayView<T> c, int m, int k, int n, bool transposeA, bool transposeB, bool accumulate)
    {
        if (_library is { } library)
        {
            var (left, right, product) = (Address(a), Address(b), Address(c));
            return KernelLaunch<T>.OfCall(() => LaunchTape.Run(() => library.Multiply(left, right, product, m, k, n, transposeA, transposeB, accumulate)));
        }

        var tiles = (long)((m + BlockTiledProduct.Tile - 1) / BlockTiledProduct.Tile) * ((n + BlockTiledProduct.Tile - 1) / BlockTiledProduct.Tile);
        return KernelLaunch<T>.Create(typeof(BlockTiledProduct), nameof(BlockTiledProduct.Multiply), (int)Math.Min(tiles, int.MaxValue), [a, b, c], [m, k, n, transposeA ? 1 : 0, transposeB ? 1 : 0, accumulate ? 1 : 0]);
    }

    private static int Size(KernelCall call, string name, int examples) => call.Arguments.OfType<ExtentArgument>().Single(argument => argument.Parameter == name).Extent.For(examples);

    private static nint Address(ArrayView<T> view) => (nint)view.LoadEffectiveAddressAsPtr();
}
