using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Tensors;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Torch.Libraries;
using Rationale.Torch.Programs;
using Rationale.Torch.Tests.Modules;
using Rationale.Training;

namespace Rationale.Torch.Tests.Programs;

/// <summary>Steps on a GPU, before and after they are recorded.</summary>
public sealed class GpuTests
{
    private const string NoGpu = "There is no GPU that libtorch can use here; on a machine that has one, reference a CUDA package of TorchSharp in the place of TorchSharp-cpu.";

    public static bool HasGpu => TorchLibraries.CudaUnavailableReason(0) is null;

    [Fact(Skip = NoGpu, SkipUnless = nameof(HasGpu))]
    public void A_perceptron_gives_the_numbers_of_definitions() => Check(Perceptron.Specification);

    [Fact(Skip = NoGpu, SkipUnless = nameof(HasGpu))]
    public void A_network_of_images_gives_the_numbers_of_definitions() => Check(Images.Specification);

    [Fact(Skip = NoGpu, SkipUnless = nameof(HasGpu))]
    public async Task A_training_that_stays_on_the_gpu_takes_the_steps_of_the_embedded_target()
    {
        var model = Small.Mlp(6, Small.Classes(3)) with { Objectives = TaskLoss.With(Small.Sum, new WeightPenalty(0.001, 0)) };
        var rows = Small.Blobs(75, 6).Marking(0);
        var options = new TrainingOptions { Epochs = 4, BatchSize = 16, Seed = 9, ClipNorm = 0.5 };
        using var embedded = Model.Interpret(model, seed: 4);
        using var torch = Model.Interpret(model, seed: 4);
        await embedded.TrainAsync(rows, options, null, TestContext.Current.CancellationToken);
        await torch.TrainAsync(rows, options with { Device = TorchDevice.Cuda(0) }, null, TestContext.Current.CancellationToken);
        Near.Check([.. embedded.Copy().Select(value => (double)value)], [.. torch.Copy().Select(value => (double)value)], 1e-4);
    }

    private static void Check(ModelSpecification model)
    {
        TorchSharp.torch.backends.cuda.matmul.allow_tf32 = false;
        var sample = ModelSample.Create(model, rows: 12, seed: 5);
        var graph = ModelPrograms.Training(model);
        var expected = OracleRun.Run(graph, sample).All();
        var schedule = TensorSchedule.Of(ModelPrograms.Compile(graph), sample.Parameters.Length);
        using var parameters = new AlignedBuffer<double>(sample.Parameters.Length);
        sample.Parameters.CopyTo(parameters.Span);
        using var executor = new TensorExecutor<double>(schedule, [.. sample.Columns.Keys], parameters, TorchDevice.Cuda(0));
        foreach (var setting in sample.Settings)
        {
            executor.Set(setting.Key, setting.Value);
        }

        var batch = new ArrayBatch<double>(sample.Examples, [.. sample.Columns.Values.Select(column => new ReadOnlyMemory<double>(column))], sample.Labels);

        // The first steps run call by call, the later ones as one recording.
        for (var step = 0; step < 6; step++)
        {
            executor.Run(batch, (ulong)step);
            double[] all = [.. schedule.Totals.Order(StringComparer.Ordinal).Select(executor.Total), .. executor.Gradients];
            Near.Check(expected, all, 1e-10, $"step {step}:");
        }
    }
}
