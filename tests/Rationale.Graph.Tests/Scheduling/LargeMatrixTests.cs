using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Tests.Scheduling;

/// <summary>Which matrices are packed, and which are read where they stand.</summary>
public class LargeMatrixTests
{
    // A matrix of 300 × 512 is too large for panels of a step, one of 512 × 64 only where a program may run for one example.
    private static readonly ModelSpecification Model = new(
        "wide",
        EquatableArray.Create(300),
        new EquatableArray<Layer>((Layer[])[Dense(512), new Models.ReluLayer(), Dense(64), new Models.ReluLayer(), Dense(3)]),
        new ClassifierTask(3, Reduction.Sum),
        TaskLoss.With(new ExplanationPenalty(10, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum)),
        new TrainingDefaults());

    private static int Length => ModelGraph.Build(Model, training: true).ParameterLength;

    [Fact]
    public void A_step_packs_what_a_cache_holds()
    {
        var schedule = Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(Model)), Length);
        Assert.Equal([(3, 64), (64, 3), (64, 512), (512, 64)], Packed(schedule).Order());
        var products = Products(schedule);
        Assert.Contains(products, product => product is { Inner: 300, Columns: 512, Transposed: false, Epilogue: Epilogue.BiasRelu });
        Assert.Contains(products, product => product is { Inner: 512, Columns: 300, Transposed: true });
        Assert.All(products, product => Assert.Equal(300 * 512, product.Inner * product.Columns));
    }

    [Fact]
    public void A_step_of_few_examples_packs_everything()
    {
        var few = Model with { Training = new TrainingDefaults(BatchSize: 32) };
        Assert.Empty(Products(Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(few)), Length)));
    }

    [Fact]
    public void A_prediction_packs_small_matrices_alone()
    {
        var schedule = Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Prediction(Model)), Length);
        Assert.Equal([(64, 3)], Packed(schedule));
        Assert.Equal([(300, 512), (512, 64)], Products(schedule).Select(product => (product.Inner, product.Columns)));
    }

    [Fact]
    public void For_devices_both_ways_are_the_same_calls()
    {
        var graph = ModelPrograms.Compile(ModelPrograms.Training(Model));
        Assert.Equal(Calls(int.MaxValue), Calls(1));

        IEnumerable<string> Calls(int largeMatrix)
        {
            var schedule = Scheduler.Run(graph, Length, largeMatrix: largeMatrix, commonSum: largeMatrix);
            var lowering = new BlockLowering(schedule);
            return schedule.Passes.SelectMany(pass => pass.Tile).SelectMany(lowering.Lower).Select(call => $"{call} {string.Join(" ", call.Arguments.OfType<FlagArgument>().Select(flag => flag.Value))}");
        }
    }

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);

    private static IEnumerable<(int Inner, int Columns)> Packed(Schedule schedule) =>
        schedule.Prologue.Select(instruction => instruction.Operator).OfType<PackPanelsOp>().Select(pack => (pack.Inner, pack.Columns));

    private static List<MatrixProductOp> Products(Schedule schedule) =>
        [.. schedule.Passes.SelectMany(pass => pass.Tile).Select(instruction => instruction.Operator).OfType<MatrixProductOp>()];
}
