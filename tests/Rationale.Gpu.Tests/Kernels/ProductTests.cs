using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Scheduling;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;

namespace Rationale.Gpu.Tests.Kernels;

/// <summary>Large products, by our own tiled kernel: every form that a training has, with blocks of as many threads as on a GPU.</summary>
public class ProductTests
{
    private static readonly GpuDevice Device = TestDevice.Current.Kind == GpuKind.Emulated ? new GpuDevice(GpuKind.Emulated, 1) : TestDevice.Current;

    [Fact]
    public void A_step_with_tiled_products_is_that_of_the_definition()
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

        var context = GpuContext.Open(Device);
        using var stream = context.Accelerator.CreateStream();
        var products = new Products<float>(context, stream, Device) { MinimalOperations = 1 };
        using var executor = new GpuExecutor<float>(Device, schedule, parameters, products: products);
        foreach (var setting in sample.Settings)
        {
            executor.Set(setting.Key, (float)setting.Value);
        }

        var layout = ProgramLayout.FromSchedule(schedule);
        executor.Run(new ArrayBatch<float>(sample.Examples, [.. layout.Inputs.Select(input => new ReadOnlyMemory<float>([.. sample.Columns[input.Name].Select(value => (float)value)]))], sample.Labels));
        Near.Check(expected.Gradients, [.. executor.Gradients.ToArray().Select(value => (double)value)], 1e-5);
    }
}
