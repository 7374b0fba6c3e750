using ILGPU.Runtime;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution;
using Rationale.Gpu.Kernels;
using Rationale.Gpu.Tests.Devices;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Scheduling;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;

namespace Rationale.Gpu.Tests.Kernels;

/// <summary>Large products with what follows them, by our own tiled kernel and by libraries: every form that a training has.</summary>
public class ProductTests
{
    /// <summary>Blocks of as many threads as on a GPU.</summary>
    private static readonly GpuDevice Device = TestDevice.Current.Kind == GpuKind.Emulated ? new GpuDevice(GpuKind.Emulated, 1) : TestDevice.Current;

    [Fact]
    public void A_step_with_tiled_products_is_that_of_the_definition() => Check(Device);

    [Fact]
    public void A_step_with_products_of_a_library_is_that_of_the_definition()
    {
        var (blas, fused) = (new ReferenceBlas(), new ReferenceBlasLt());
        Check(GpuDevice.Emulated with { CuBlasCalls = blas, CuBlasLtCalls = fused });

        // The rectifier's layer leaves bits for both of its gates, those of the explanation's gradient and of the loss's; the last layers end with a bias alone; other products end with nothing.
        Assert.Equal([134, 4, 4, 136, 136, 136], fused.Products);
        Assert.Equal(0, fused.Alive);
        Assert.True(blas.Products > 6);
    }

    [Theory]
    [InlineData(new[] { 4, 6, 134, 136 }, new int[0])]
    [InlineData(new[] { 134 }, new[] { 6, 4, 4 })]
    [InlineData(new[] { 136 }, new[] { 134, 4, 4 })]
    public void What_a_library_cannot_end_is_a_launch_of_its_own(int[] missing, int[] products)
    {
        var fused = new ReferenceBlasLt();
        fused.Missing.UnionWith(missing);
        Check(GpuDevice.Emulated with { CuBlasCalls = new ReferenceBlas(), CuBlasLtCalls = fused });
        Assert.Equal(products, fused.Products);
    }

    [Theory]
    [InlineData(1, 1, 1, false, false)]
    [InlineData(1, 17, 65, false, true)]
    [InlineData(65, 33, 1, true, false)]
    [InlineData(67, 16, 64, true, true)]
    public void Tiles_at_the_edge_of_a_product_are_whole_and_what_is_no_number_stays(int m, int k, int n, bool transposeA, bool transposeB)
    {
        var context = GpuContext.Open(Device);
        using var stream = context.Accelerator.CreateStream();
        float[] left = Numbers(m * k, 1), right = Numbers(k * n, 2), bias = Numbers(n, 3), expected = new float[m * n];
        (left[0], right[^1]) = (float.NaN, float.PositiveInfinity);
        for (var i = 0; i < expected.Length; i++)
        {
            for (var p = 0; p < k; p++)
            {
                expected[i] += left[transposeA ? (p * m) + (i / n) : (i / n * k) + p] * right[transposeB ? (i % n * k) + p : (p * n) + (i % n)];
            }

            expected[i] += bias[i % n];
            expected[i] = expected[i] < 0 ? 0 : expected[i];
        }

        using var a = context.Accelerator.Allocate1D(left);
        using var b = context.Accelerator.Allocate1D(right);
        using var extra = context.Accelerator.Allocate1D(bias);
        using var c = context.Accelerator.Allocate1D<float>(m * n);
        KernelLaunch<float>.Create(typeof(BlockTiledProduct), nameof(BlockTiledProduct.Multiply), 2, [a.View, b.View, extra.View, c.View], [m, k, n, transposeA ? 1 : 0, transposeB ? 1 : 0, ProductEnding.BiasRelu], [0]).Run(context, stream, default, default);
        stream.Synchronize();
        Assert.Equal(expected, c.GetAsArray1D());

        // Quarters, whose products and sums are exact.
        static float[] Numbers(int count, int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, count).Select(_ => random.Next(-8, 9) / 4f)];
        }
    }

    private static void Check(GpuDevice device)
    {
        // Sizes below, at and above a tile of 64.
        var model = Small.Create(7, Small.Classes(3), new DenseLayer(70, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(64, true, Initialization.PyTorchDefault), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
        {
            Objectives = TaskLoss.With(Small.Sum),
        };
        var sample = ModelSample.Create(model, 66, seed: 2);
        var graph = ModelPrograms.Training(model);
        var expected = OracleRun.Run(graph, sample);
        var schedule = Scheduler.Run(ModelPrograms.Compile(graph), sample.Parameters.Length);
        using var parameters = new AlignedBuffer<float>(sample.Parameters.Length);
        for (var i = 0; i < sample.Parameters.Length; i++)
        {
            parameters.Span[i] = (float)sample.Parameters[i];
        }

        var context = GpuContext.Open(device);
        using var stream = context.Accelerator.CreateStream();
        var products = new Products<float>(context, stream, device) { MinimalOperations = 1 };
        using var executor = new GpuExecutor<float>(device, schedule, parameters, sample.Examples, products: products);
        foreach (var setting in sample.Settings)
        {
            executor.Set(setting.Key, (float)setting.Value);
        }

        var layout = ProgramLayout.FromSchedule(schedule);
        executor.Run(new ArrayBatch<float>(sample.Examples, [.. layout.Inputs.Select(input => new ReadOnlyMemory<float>([.. sample.Columns[input.Name].Select(value => (float)value)]))], sample.Labels));
        Near.Check(expected.Gradients, [.. executor.Gradients.ToArray().Select(value => (double)value)], 1e-5);
    }
}
