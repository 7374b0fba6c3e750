using ILGPU.Runtime;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution;
using Rationale.Gpu.Execution.Batch;
using Rationale.Gpu.Tests.Devices;
using Rationale.Graph.Objectives;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>What a program takes beside the values of its examples counts as well, is given back, and begins where a device reads it at once.</summary>
public class WorkspaceTests
{
    /// <summary>Blocks of as many threads as on a GPU, so that convolutions are tiled.</summary>
    private static readonly GpuDevice Device = new GpuDevice(GpuKind.Emulated, 1) with { TilesAllConvolutions = true };

    [Fact]
    public void Parts_of_the_weights_gradients_count()
    {
        const int Batch = 32;
        var schedule = BenchmarkRows.Step(BenchmarkRows.All.Single(row => row.Name == "gpu-rrr-conv").Model);
        var context = GpuContext.Open(Device);
        var program = BatchProgram.Create(schedule, Batch, call => Convolutions<float>.IsTiled(context, call, Batch, always: true));
        using var stream = context.Accelerator.CreateStream();
        using var products = new Products<float>(context, stream, Device);
        var values = ProgramMemory<float>.BytesOfExample(ProgramLayout.FromSchedule(schedule), program.Width, JoinedProducts.MayStandBehindInputs(schedule));
        var size = new WorkspaceSize<float>(values, program, products, context, tilesAll: true);
        Assert.True(size.Bytes(Batch) > Batch * values);
        var largest = size.Largest(Batch * values, int.MaxValue);
        Assert.InRange(largest, 1, Batch - 1);
        Assert.True(size.Bytes(largest) <= Batch * values && size.Bytes(largest + 1) > Batch * values);
        Assert.Equal((1, 7), (size.Largest(1, int.MaxValue), size.Largest(long.MaxValue, 7)));
        using var parameters = new AlignedBuffer<float>(schedule.Lengths.Parameters);
        using var executor = new GpuExecutor<float>(Device with { WorkspaceLimit = Batch * values }, schedule, parameters, Batch);
        Assert.Equal(largest, executor.MostExamples);
    }

    [Fact]
    public void Bits_of_rectified_values_count()
    {
        const int Batch = 256;
        var schedule = BenchmarkRows.Step(BenchmarkRows.All.Single(row => row.Name == "gpu-rrr-784-512-256-10").Model);
        var device = GpuDevice.Emulated with { CuBlasCalls = new ReferenceBlas(), CuBlasLtCalls = new ReferenceBlasLt() };
        var context = GpuContext.Open(device);
        using var stream = context.Accelerator.CreateStream();
        using var products = new Products<float>(context, stream, device);
        var program = BatchProgram.Create(schedule, Batch, call => products.IsLarge(call, Batch));
        Assert.Equal(Batch * (512 + 256) / 8, new WorkspaceSize<float>(0, program, products, context, tilesAll: false).Bytes(Batch));
    }

    [Fact]
    public void What_a_library_keeps_for_launches_goes_with_them()
    {
        var fused = new ReferenceBlasLt();
        var device = GpuDevice.Emulated with { CuBlasCalls = new ReferenceBlas(), CuBlasLtCalls = fused };
        var model = Small.Mlp(4, Small.Classes(3)) with { Objectives = TaskLoss.With(Small.Sum) };
        var schedule = BenchmarkRows.Step(model);
        var layout = ProgramLayout.FromSchedule(schedule);
        var context = GpuContext.Open(device);
        using var stream = context.Accelerator.CreateStream();
        using var parameters = new AlignedBuffer<float>(schedule.Lengths.Parameters);
        using var executor = new GpuExecutor<float>(device, schedule, parameters, products: new Products<float>(context, stream, device) { MinimalOperations = 1 });
        var alive = new List<int>();
        foreach (var examples in new[] { 3, 6, 9 })
        {
            // More examples than before want other memory, and with it other launches.
            var sample = ModelSample.Create(model, examples, seed: 2);
            executor.Run(new ArrayBatch<float>(examples, [.. layout.Inputs.Select(input => new ReadOnlyMemory<float>([.. sample.Columns[input.Name].Select(value => (float)value)]))], sample.Labels));
            alive.Add(fused.Alive);
        }

        Assert.True(alive[0] > 1);
        Assert.All(alive, count => Assert.Equal(alive[0], count));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void Every_column_begins_where_four_numbers_can_be_read_at_once(int capacity)
    {
        var layout = ProgramLayout.FromSchedule(BenchmarkRows.Step(Small.Mlp(3, Small.Classes(3)) with { Objectives = TaskLoss.With(Small.Sum) }));
        var context = GpuContext.Open(GpuDevice.Emulated);
        using var parameters = context.Accelerator.Allocate1D<float>(layout.Parameters);
        using var memory = new ProgramMemory<float>(context, layout, parameters, default, default, capacity, isTwice: false);
        Assert.Equal(2, layout.Inputs.Count);
        Assert.All(layout.Inputs.Index(), input => Assert.Equal(0, memory.Column(input.Index, capacity).LoadEffectiveAddressAsPtr() % 16));
    }
}
