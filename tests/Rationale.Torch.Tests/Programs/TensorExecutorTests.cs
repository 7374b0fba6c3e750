using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Tests.Execution;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Programs;

/// <summary>What a step leaves behind, and what goes wrong.</summary>
[Collection(nameof(TensorExecutorTests))]
[CollectionDefinition(nameof(TensorExecutorTests), DisableParallelization = true)]
public class TensorExecutorTests
{
    private static readonly ModelSpecification Model = new(
        "Small",
        EquatableArray.Create(6),
        EquatableArray.Create<Layer>(new DenseLayer(8, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)),
        new ClassifierTask(3, Reduction.Mean),
        TaskLoss.With(new ExplanationPenalty(2, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Mean)),
        new TrainingDefaults());

    private static ComputationGraph Graph => ModelPrograms.Compile(ModelPrograms.Training(Model));

    [TorchFact]
    public void Steps_make_no_tensor_once_the_number_of_rows_is_known()
    {
        using var run = new TensorRun<float>(Graph, ModelSample.Create(Model, 16, 1), workers: 2);
        var batch = run.Batch;
        run.Executor.Run(batch);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        for (var step = 0; step < 1000; step++)
        {
            run.Executor.Run(batch, (ulong)step);
        }

        Assert.InRange(Tensor.TotalCount, 0, before);
    }

    [TorchFact]
    public void Everything_is_given_back()
    {
        // Handles that other tests have forgotten must not be counted when their finalizers run.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        using (var run = new TensorRun<float>(Graph, ModelSample.Create(Model, 16, 1), workers: 2))
        {
            run.Run();
            Assert.True(Tensor.TotalCount > before);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [TorchFact]
    public void Resident_memory_stays_flat_over_ten_thousand_steps()
    {
        using var run = new TensorRun<float>(Graph, ModelSample.Create(Model, 16, 1), workers: 1);
        var batch = run.Batch;
        Steps(1000);
        var before = Environment.WorkingSet;
        Steps(10_000);
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 16 << 20);

        void Steps(int count)
        {
            for (var step = 0; step < count; step++)
            {
                run.Executor.Run(batch, (ulong)step);
            }
        }
    }

    [TorchFact]
    public void Batches_of_other_sizes_come_and_go()
    {
        foreach (var rows in new[] { 3, 9, 1, 4, 20, 5, 3 })
        {
            var sample = ModelSample.Create(Model, rows, rows);
            Near.Check(OracleRun.Run(ModelPrograms.Training(Model), sample).All(), TensorRun<double>.Of(Graph, sample, workers: 2).All(), 1e-10, $"{rows} rows:");
        }
    }

    [TorchFact]
    public void A_device_that_sees_nothing_of_the_memory_of_the_cpu_gives_the_same_numbers()
    {
        var sample = ModelSample.Create(Model, 12, 3);
        using var run = new TensorRun<double>(Graph, sample, workers: 1, mirrored: true);
        run.Run();
        Near.Check(OracleRun.Run(ModelPrograms.Training(Model), sample).All(), run.Run().All(), 1e-10);
    }

    [TorchFact]
    public void Wrong_room_and_no_rows_are_named()
    {
        var sample = ModelSample.Create(Model, 4, 1);
        using var run = new TensorRun<float>(Graph, sample, workers: 1);
        Assert.Contains("0 rows", Assert.Throws<ArgumentException>(() => run.Executor.Run(new ArrayBatch<float>(0, [], []))).Message, StringComparison.Ordinal);
        Assert.Contains("0 results", Assert.Throws<ArgumentException>(() => run.Executor.Run(run.Batch, 0, new Memory<float>[1])).Message, StringComparison.Ordinal);
        Assert.Contains("no total 'lost'", Assert.Throws<ArgumentException>(() => run.Executor.Total("lost")).Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_label_that_is_no_class_arrives_as_an_exception_and_the_next_step_works()
    {
        var sample = ModelSample.Create(Model, 4, 1);
        using var run = new TensorRun<float>(Graph, sample, workers: 2);
        var good = run.Run();
        var labels = (int[])sample.Labels.Clone();
        labels[3] = 99;
        var batch = new ArrayBatch<float>(4, [.. sample.Columns.Values.Select(column => new ReadOnlyMemory<float>([.. column.Select(value => (float)value)]))], labels);
        var error = Assert.Throws<InvalidOperationException>(() => run.Executor.Run(batch));
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", error.Message, StringComparison.Ordinal);
        Assert.Equal(good.All(), run.Run().All());
    }
}
