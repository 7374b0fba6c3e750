using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Tensors;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using OptimizerKernels = Rationale.Kernels.OptimizerKernels;

namespace Rationale.Torch.Tests.Programs;

/// <summary>Trainings whose parameters stay on another device, which a CPU stands for: the same numbers as on the host, and nothing copied that need not be.</summary>
public sealed class ResidentParametersTests
{
    private const double ClipNorm = 0.5;

    private static readonly ModelSpecification Model = Small.Create(
        5, Small.Classes(3), new DenseLayer(8, true, Initialization.PyTorchDefault), new BatchNormLayer(0.1, 1e-5, false), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
    {
        Objectives = TaskLoss.With(Small.Sum, new WeightPenalty(0.01, 0)),
    };

    public static TheoryData<OptimizerKind, double, bool> Rules => new(
        from kind in Enum.GetValues<OptimizerKind>()
        from momentum in kind == OptimizerKind.Sgd ? new[] { 0, 0.9 } : [0]
        from clips in new[] { false, true }
        select (kind, momentum, clips));

    [TorchTheory]
    [MemberData(nameof(Rules))]
    public void Steps_are_those_of_the_host(OptimizerKind kind, double momentum, bool clips)
    {
        // A training that diverges, as descent along a sum does at the rate of Adam, makes every rounding large.
        var rule = new UpdateRule(kind, kind == OptimizerKind.Sgd ? 0.001 : 0.05, momentum, WeightDecay: 0.1);
        var graph = ModelPrograms.Compile(ModelPrograms.Training(Model));
        var forward = ModelGraph.Build(Model, training: true);
        var states = forward.Updates.Select(update => (update.Offset, update.Value.Shape.Length)).ToList();
        Assert.NotEmpty(states);
        using var here = new TensorRun<double>(graph, ModelSample.Create(Model, 4, 1), workers: 1);
        using var there = new TensorRun<double>(graph, ModelSample.Create(Model, 4, 1), workers: 1, mirrored: true);
        var (first, second) = (Moments(), Moments());
        var (firstThere, secondThere) = (Moments(), Moments());
        there.Executor.Attach(rule, firstThere, secondThere, forward.TrainedLength, states);
        foreach (var (step, rows) in new[] { 4, 9, 3, 9, 20, 4 }.Index())
        {
            var batch = Batch(rows, step);
            here.Executor.Run(batch, (ulong)step);
            there.Executor.Run(batch, (ulong)step);
            Near.Check([here.Executor.Total(ModelPrograms.Loss)], [there.Executor.Total(ModelPrograms.Loss)], 1e-10);
            var gradients = here.Executor.Gradients;
            Assert.True(there.Executor.GradientsAreFinite);
            Near.Check([OptimizerKernels.SumOfSquares<double>(gradients[..forward.TrainedLength])], [there.Executor.SumOfSquares], 1e-10);
            var scale = clips ? Math.Min(1, ClipNorm / Math.Sqrt(there.Executor.SumOfSquares)) : 1;
            OptimizerKernels.Scale(gradients[..forward.TrainedLength], scale);
            var factor = 1 - (0.1 * step);
            MoveOnHost(gradients, step + 1, factor);
            there.Executor.Update(step + 1, scale, factor);
        }

        there.Executor.DownloadParameters();
        there.Executor.BringOptimizer();
        Near.Check(here.Parameters.Span.ToArray(), there.Parameters.Span.ToArray(), 1e-10);
        Near.Check(first.Span.ToArray(), firstThere.Span.ToArray(), 1e-10);
        Near.Check(second.Span.ToArray(), secondThere.Span.ToArray(), 1e-10);

        AlignedBuffer<double> Moments() => new(kind == OptimizerKind.Sgd && momentum == 0 ? 0 : forward.TrainedLength);

        void MoveOnHost(Span<double> gradients, int step, double factor)
        {
            var theta = here.Parameters.Span;
            var own = theta[..forward.TrainedLength];
            var g = gradients[..forward.TrainedLength];
            if (kind == OptimizerKind.Sgd)
            {
                OptimizerKernels.Sgd(own, g, first.Span, rule.StepSize(step, factor), momentum);
            }
            else
            {
                OptimizerKernels.AdamW(own, g, first.Span, second.Span, rule.StepSize(step, factor), rule.RootCorrection(step), UpdateRule.Beta1, UpdateRule.Beta2, UpdateRule.Epsilon, rule.Decay(factor));
            }

            foreach (var (start, length) in states)
            {
                gradients.Slice(start, length).CopyTo(theta.Slice(start, length));
            }
        }
    }

    [TorchFact]
    public void No_parameter_and_no_gradient_is_copied_in_a_step()
    {
        using var run = Resident();
        var before = Counts();
        for (var step = 0; step < 10; step++)
        {
            run.Executor.Run(run.Batch, (ulong)step);
            Assert.True(run.Executor.GradientsAreFinite);
            run.Executor.Update(step + 1);
        }

        Assert.Equal(before, Counts());
        run.Executor.DownloadParameters();
        run.Executor.DownloadParameters();
        Assert.Equal((before.Parameters + 1, before.Gradients), Counts());
        _ = run.Executor.Gradients;
        Assert.Equal((before.Parameters + 1, before.Gradients + 1), Counts());

        (long Parameters, long Gradients) Counts() => (run.Executor.Copies[TensorRole.Parameters], run.Executor.Copies[TensorRole.Gradients]);
    }

    [TorchFact]
    public void A_gradient_that_is_not_finite_is_seen()
    {
        using var run = Resident(spoiled: true);
        run.Executor.Run(run.Batch);
        Assert.False(run.Executor.GradientsAreFinite);
    }

    [TorchFact]
    public void An_executor_on_the_host_takes_nothing_over()
    {
        using var run = new TensorRun<double>(ModelPrograms.Compile(ModelPrograms.Training(Model)), ModelSample.Create(Model, 4, 1), workers: 1);
        Assert.False(run.Executor.OnDevice);
        Assert.Throws<InvalidOperationException>(() => run.Executor.Attach(new UpdateRule(OptimizerKind.Sgd, 1), new AlignedBuffer<double>(0), new AlignedBuffer<double>(0), 1, []));
        Assert.Throws<InvalidOperationException>(() => run.Executor.Update(1));
    }

    private static TensorRun<double> Resident(bool spoiled = false)
    {
        var run = new TensorRun<double>(ModelPrograms.Compile(ModelPrograms.Training(Model)), ModelSample.Create(Model, 6, 1), workers: 1, mirrored: true);
        if (spoiled)
        {
            run.Parameters.Span[0] = double.PositiveInfinity;
        }

        var length = ModelGraph.Build(Model, training: true).TrainedLength;
        run.Executor.Attach(new UpdateRule(OptimizerKind.Adam, 0.01), new AlignedBuffer<double>(length), new AlignedBuffer<double>(length), length, []);
        return run;
    }

    private static ArrayBatch<double> Batch(int rows, int seed)
    {
        var sample = ModelSample.Create(Model, rows, seed);
        return new ArrayBatch<double>(rows, [.. sample.Columns.Values.Select(column => new ReadOnlyMemory<double>(column))], sample.Labels);
    }
}
