using System.Numerics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Kernels;
using Rationale.Graph.Lowering;

namespace Rationale.Gpu.Execution;

/// <summary>
/// Large products over the whole batch: by cuBLAS where there is one, otherwise by <see cref="BlockTiledProduct"/>. What the kernel of a product ends with, a bias, a rectifier or a gate, is part of the launch in ours and in cuBLASLt's;
/// where that is missing beside cuBLAS, or has no algorithm for a product, it is a launch of its own.
/// </summary>
internal sealed class Products<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Multiplications from which on a product is large.</summary>
    private const long MinOperations = 1L << 22;

    private static readonly MethodInfo BroadcastAdd = typeof(BlockBinaryKernels).GetMethods().Single(method => method.Name == nameof(BlockBinaryKernels.Add) && method.GetParameters().Length > 4).MakeGenericMethod(typeof(T));

    private readonly GpuContext _device;
    private readonly CuBlas? _library;
    private readonly CuBlasLt? _withEpilogues;

    /// <summary>Looks for the library.</summary>
    /// <param name="device">The device.</param>
    /// <param name="stream">The order of all work.</param>
    /// <param name="options">Where the library is, and whether products may be rounded.</param>
    /// <exception cref="OutOfMemoryException">The device has not enough memory for the library's workspace.</exception>
    public Products(GpuContext device, AcceleratorStream stream, GpuDevice options)
    {
        _device = device;
        _library = typeof(T) != typeof(float) ? null
            : options.CuBlasCalls is { } calls ? new CuBlas(calls, device, stream: 0, options.AllowTensorFloat32)
            : CuBlas.TryCreate(device, stream, options.CuBlasPath, options.AllowTensorFloat32);
        try
        {
            _withEpilogues = _library is null ? null
                : options.CuBlasLtCalls is { } fused ? new CuBlasLt(fused, device, stream: 0, options.AllowTensorFloat32)
                : CuBlasLt.TryCreate(device, stream, _library.File, options.AllowTensorFloat32);
        }
        catch
        {
            _library?.Dispose();
            throw;
        }

        MinimalOperations = MinOperations;
    }

    /// <summary>Multiplications from which on a product is large; tests lower it.</summary>
    internal long MinimalOperations { get; init; }

    /// <summary>Whether a call is a large product.</summary>
    public bool IsLarge(KernelCall call, int examples) => IsLarge(call, examples, MinimalOperations) && (_library is not null || _device.Threads == BlockTiledProduct.Threads);

    /// <summary>Bytes of the bits that a product leaves beside the rectified values for later gates; 0 where there is no library that does, or nobody wants them.</summary>
    /// <param name="call">The product.</param>
    /// <param name="examples">Examples of the launch.</param>
    /// <param name="masks">Bits that are wanted.</param>
    public long MaskBytes(KernelCall call, int examples, GateMasks masks) =>
        _withEpilogues is not null && call.Method == "MultiplyPackedBiasRelu" && masks.AreWanted(call) ? CuBlasLtProduct.MaskBytesOf(Size(call, "m", examples), Size(call, "n", examples)) : 0;

    /// <summary>Whether a call is a product of that many multiplications.</summary>
    public static bool IsLarge(KernelCall call, int examples, long operations = MinOperations) =>
        call.Class == "GemmKernels" && call.Method != "MultiplyBatched" && (long)Size(call, "m", examples) * Size(call, "k", examples) * Size(call, "n", examples) >= operations;

    /// <summary>The launches of a large product.</summary>
    /// <param name="call">The product.</param>
    /// <param name="memory">Where operands stand.</param>
    /// <param name="examples">Examples of the launch.</param>
    /// <param name="masks">Bits of gates that earlier products have left.</param>
    /// <param name="prepared">Takes what the launches need, to be given back when they are forgotten.</param>
    public IReadOnlyList<KernelLaunch<T>> Plan(KernelCall call, ProgramMemory<T> memory, int examples, GateMasks masks, ICollection<IDisposable> prepared)
    {
        var form = new Form(
            View("a"), View("b"), View("c"), Size(call, "m", examples), Size(call, "k", examples), Size(call, "n", examples), call.Method == "MultiplyTransposedLeft" || Flag("transposeA"), Flag("transposed") || Flag("transposeB"));
        var ending = call.Method switch
        {
            "MultiplyPackedBias" => ProductEnding.Bias,
            "MultiplyPackedBiasRelu" => ProductEnding.BiasRelu,
            "MultiplyPackedReluBackward" => ProductEnding.Gate,
            _ => Flag("accumulate") ? ProductEnding.Accumulating : ProductEnding.Plain,
        };
        var extra = ending switch { ProductEnding.Bias or ProductEnding.BiasRelu => View("bias"), ProductEnding.Gate => View("gate"), _ => form.C };
        var below = ending == ProductEnding.Gate ? T.CreateChecked(call.Arguments.OfType<NumberArgument>().Single(argument => argument.Parameter == "below").Value) : T.Zero;
        if (_library is null)
        {
            return [Tiled(form, extra, ending, below)];
        }

        return ending is ProductEnding.Plain or ProductEnding.Accumulating ? [ByLibrary(form, ending == ProductEnding.Accumulating)]
            : Fused(form, call, ending, extra, memory, masks) is { } product ? [Prepared(product)]
            : [ByLibrary(form, accumulate: false), Ending(form, ending, extra, below)];

        KernelLaunch<T> Prepared(CuBlasLt.PreparedProduct product)
        {
            prepared.Add(product);
            return KernelLaunch<T>.OfCall(() => LaunchTape.Run(product.Run));
        }

        bool Flag(string name) => call.Arguments.OfType<FlagArgument>().Any(argument => argument.Parameter == name && argument.Value);
        ArrayView<T> View(string name) => memory.View(call.Arguments.OfType<OperandArgument>().Single(argument => argument.Parameter == name).Operand, examples);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _withEpilogues?.Dispose();
        _library?.Dispose();
    }

    private KernelLaunch<T> Tiled(Form form, ArrayView<T> extra, int ending, T below)
    {
        var tiles = (long)((form.M + BlockTiledProduct.Tile - 1) / BlockTiledProduct.Tile) * ((form.N + BlockTiledProduct.Tile - 1) / BlockTiledProduct.Tile);
        return KernelLaunch<T>.Create(
            typeof(BlockTiledProduct), nameof(BlockTiledProduct.Multiply), (int)Math.Min(tiles, int.MaxValue), [form.A, form.B, extra, form.C], [form.M, form.K, form.N, form.TransposeA ? 1 : 0, form.TransposeB ? 1 : 0, ending], [below]);
    }

    private KernelLaunch<T> ByLibrary(Form form, bool accumulate)
    {
        var (library, a, b, c) = (_library!, Address(form.A), Address(form.B), Address(form.C));
        return KernelLaunch<T>.OfCall(() => LaunchTape.Run(() => library.Multiply(a, b, c, form.M, form.K, form.N, form.TransposeA, form.TransposeB, accumulate)));
    }

    /// <summary>A product with its ending by cuBLASLt; null where that has no algorithm for it. Gates are opened by bits, which the product that made the gate's values leaves if the library can.</summary>
    private CuBlasLt.PreparedProduct? Fused(Form form, KernelCall call, int ending, ArrayView<T> extra, ProgramMemory<T> memory, GateMasks masks)
    {
        if (_withEpilogues is not { } library)
        {
            return null;
        }

        var product = new CuBlasLtProduct(Address(form.A), Address(form.B), Address(form.C), form.M, form.K, form.N, form.TransposeA, form.TransposeB, ProductEpilogue.Bias);
        switch (ending)
        {
            case ProductEnding.Gate:
                return masks.Of(call) is var bits && bits != 0 && GateMasks.IsGate(call) ? library.TryPrepare(product with { Epilogue = ProductEpilogue.Gate, Mask = bits }) : null;
            case ProductEnding.BiasRelu:
                product = product with { Epilogue = ProductEpilogue.BiasRelu, Bias = Address(extra) };
                if (masks.AreWanted(call))
                {
                    var mask = memory.Mask(masks.Count, CuBlasLtProduct.MaskBytesOf(form.M, form.N));
                    if (library.TryPrepare(product with { Epilogue = ProductEpilogue.BiasReluMask, Mask = mask }) is { } masked)
                    {
                        masks.Add(call, mask);
                        return masked;
                    }
                }

                return library.TryPrepare(product);
            default:
                return library.TryPrepare(product with { Bias = Address(extra) });
        }
    }

    /// <summary>What follows a product, as a launch of its own.</summary>
    private KernelLaunch<T> Ending(Form form, int ending, ArrayView<T> extra, T below)
    {
        var (c, blocks) = (form.C, _device.BlocksFor((long)form.M * form.N));
        if (ending == ProductEnding.Gate)
        {
            return KernelLaunch<T>.Create(typeof(BlockElementwiseKernels), nameof(BlockElementwiseKernels.ReluBackward), blocks, [extra, c, c], [], [below]);
        }

        var bias = KernelLaunch<T>.Create([BroadcastAdd], blocks, [c, extra, c], [form.M, form.N, 1, 0]);
        return ending == ProductEnding.Bias ? bias : KernelLaunch<T>.Together([bias, KernelLaunch<T>.Create(typeof(BlockElementwiseKernels), nameof(BlockElementwiseKernels.Relu), blocks, [c, c])]);
    }

    private static int Size(KernelCall call, string name, int examples) => call.Arguments.OfType<ExtentArgument>().Single(argument => argument.Parameter == name).Extent.For(examples);

    private static nint Address(ArrayView<T> view) => (nint)view.LoadEffectiveAddressAsPtr();

    /// <summary>The matrices of a product with their sizes.</summary>
    private readonly record struct Form(ArrayView<T> A, ArrayView<T> B, ArrayView<T> C, int M, int K, int N, bool TransposeA, bool TransposeB);
}
