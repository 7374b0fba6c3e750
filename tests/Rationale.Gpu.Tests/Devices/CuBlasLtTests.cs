using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rationale.Gpu.Devices;

namespace Rationale.Gpu.Tests.Devices;

/// <summary>What cuBLASLt is told, by a library that computes the definition: layouts, transposes, leading dimensions, biases, and the bits of rectifiers that open gates.</summary>
public sealed unsafe class CuBlasLtTests : IDisposable
{
    /// <summary>Three different sizes, so that a wrong order or leading dimension shows.</summary>
    private const int M = 3, K = 4, N = 5;

    private readonly ReferenceBlasLt _calls = new();
    private readonly nint _mask = (nint)NativeMemory.AlignedAlloc((nuint)CuBlasLtProduct.MaskBytesOf(M, N), 256);

    public static MatrixTheoryData<int, bool, bool> Forms { get; } = new([4, 6, 134], [false, true], [false, true]);

    public void Dispose() => NativeMemory.AlignedFree((void*)_mask);

    [Theory]
    [MemberData(nameof(Forms))]
    public void Products_are_those_of_row_major_matrices(int epilogue, bool transposeA, bool transposeB)
    {
        float[] a = Numbers(M * K, 1), b = Numbers(K * N, 2), bias = Numbers(N, 3), c = [.. Enumerable.Repeat(float.NaN, M * N)];
        var expected = Product(a, b, transposeA, transposeB);
        for (var i = 0; i < expected.Length; i++)
        {
            expected[i] += bias[i % N];
            expected[i] = epilogue == (int)ProductEpilogue.Bias ? expected[i] : Math.Max(expected[i], 0);
        }

        using var library = Create(false);
        fixed (float* left = a, right = b, added = bias, product = c)
        {
            var bits = epilogue == (int)ProductEpilogue.BiasReluMask ? _mask : 0;
            Run(library, new CuBlasLtProduct((nint)left, (nint)right, (nint)product, M, K, N, transposeA, transposeB, (ProductEpilogue)epilogue, (nint)added, bits));
        }

        Assert.Equal([epilogue], _calls.Products);
        Assert.Equal(expected, c);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_gate_is_opened_by_the_bits_that_a_rectifier_has_left(bool transposeB)
    {
        float[] a = Numbers(M * K, 1), b = Numbers(K * N, 2), bias = Numbers(N, 3), activation = new float[M * N], d = Numbers(M * K, 4), gated = new float[M * N];
        using var library = Create(false);
        fixed (float* left = a, right = b, added = bias, product = activation, cotangent = d, result = gated)
        {
            Run(library, new CuBlasLtProduct((nint)left, (nint)right, (nint)product, M, K, N, false, false, ProductEpilogue.BiasReluMask, (nint)added, _mask));
            Run(library, new CuBlasLtProduct((nint)cotangent, (nint)right, (nint)result, M, K, N, false, transposeB, ProductEpilogue.Gate, Mask: _mask));
        }

        Assert.Contains(0, activation);
        Assert.Contains(activation, value => value > 0);
        Assert.Equal(Product(d, b, false, transposeB).Zip(activation, (sum, gate) => gate > 0 ? sum : 0), gated);
    }

    [Theory]
    [InlineData(false, 68)]
    [InlineData(true, 77)]
    public void Products_are_rounded_only_where_that_is_allowed(bool allowTensorFloat32, int computeType)
    {
        float one = 1;
        using (var library = Create(allowTensorFloat32))
        {
            using var product = library.TryPrepare(new CuBlasLtProduct((nint)(&one), (nint)(&one), (nint)(&one), 1, 1, 1, false, false, ProductEpilogue.Bias, (nint)(&one)));
            Assert.NotNull(product);
        }

        Assert.Equal((computeType, 0), (_calls.ComputeType, _calls.Alive));
    }

    [Fact]
    public void A_product_without_an_algorithm_is_not_prepared_and_leaves_nothing_behind()
    {
        float one = 1;
        _calls.Missing.Add((int)ProductEpilogue.BiasRelu);
        using (var library = Create(false))
        {
            Assert.Null(library.TryPrepare(new CuBlasLtProduct((nint)(&one), (nint)(&one), (nint)(&one), 1, 1, 1, false, false, ProductEpilogue.BiasRelu, (nint)(&one))));
        }

        Assert.Equal(0, _calls.Alive);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(11)]
    public void A_product_that_an_old_library_cannot_describe_is_not_prepared_and_leaves_nothing_behind(int attribute)
    {
        float one = 1;
        _calls.Unknown.Add(attribute);
        using (var library = Create(false))
        {
            Assert.Null(library.TryPrepare(new CuBlasLtProduct((nint)(&one), (nint)(&one), (nint)(&one), 1, 1, 1, false, false, ProductEpilogue.BiasReluMask, (nint)(&one), _mask)));
        }

        Assert.Equal(0, _calls.Alive);
    }

    [Fact]
    public void On_a_full_device_the_sentence_says_what_was_asked_and_the_handle_is_given_back()
    {
        var refused = Assert.Throws<OutOfMemoryException>(() => new CuBlasLt(_calls, GpuContext.Open(GpuDevice.Emulated with { MemoryLimit = 1 << 20 }), 9, false));
        Assert.Contains("has not enough memory for the workspace of cublasLt: 32.0 MiB were asked for and 1.0 MiB are free;", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _calls.Alive);
    }

    [Fact]
    public void The_results_of_a_search_have_the_size_of_the_header() => Assert.Equal(64 + 8 + 4 + 4 + 16, Unsafe.SizeOf<CuBlasLtAlgorithm>());

    [Theory]
    [InlineData("libcublas.so.12", "libcublasLt.so.12")]
    [InlineData("/opt/cuda/lib64/libcublas.so.11", "/opt/cuda/lib64/libcublasLt.so.11")]
    [InlineData("/opt/cublas/cublas64_13.dll", "/opt/cublas/cublasLt64_13.dll")]
    public void It_is_looked_for_beside_cuBLAS(string file, string expected) => Assert.Equal(expected, CuBlasFiles.Beside(file).Replace('\\', '/'));

    private static void Run(CuBlasLt library, CuBlasLtProduct product)
    {
        using var prepared = library.TryPrepare(product);
        Assert.NotNull(prepared);
        prepared.Run();
    }

    private static float[] Product(float[] a, float[] b, bool transposeA, bool transposeB)
    {
        var product = new float[M * N];
        for (var i = 0; i < product.Length; i++)
        {
            for (var l = 0; l < K; l++)
            {
                product[i] += a[transposeA ? (l * M) + (i / N) : (i / N * K) + l] * b[transposeB ? (i % N * K) + l : (l * N) + (i % N)];
            }
        }

        return product;
    }

    private CuBlasLt Create(bool allowTensorFloat32) => new(_calls, GpuContext.Open(GpuDevice.Emulated), 9, allowTensorFloat32);

    /// <summary>Quarters, whose products and sums are exact in single precision.</summary>
    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(-8, 9) / 4f)];
    }
}
