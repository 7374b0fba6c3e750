using Rationale.Graph.Lowering;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;

namespace Rationale.Graph.Tests.Scheduling;

/// <summary>Which sums over the batch stand once for all workers.</summary>
public class CommonSumTests
{
    private static readonly ModelSpecification Model = new(
        "wide",
        EquatableArray.Create(300),
        new EquatableArray<Layer>((Layer[])[Dense(512), new Models.ReluLayer(), Dense(64), new Models.ReluLayer(), Dense(3)]),
        new ClassifierTask(3, Reduction.Sum),
        TaskLoss.With(new ExplanationPenalty(10, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum)),
        new TrainingDefaults());

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 100)];

    [Fact]
    public void The_gradient_of_a_large_matrix_is_common()
    {
        var schedule = Schedule(Model);
        Assert.Equal([new Graph.Scheduling.Range(0, 300 * 512)], schedule.CommonSums);
        var calls = schedule.Passes.SelectMany(pass => pass.Tile).SelectMany(LoweringTable.Lower).ToList();
        Assert.Equal(2, calls.Count(call => call.Method == "AddTransposedLeft"));
        Assert.Equal(4, calls.Count(call => call.Method == "MultiplyTransposedLeft"));
    }

    [Fact]
    public void A_step_of_few_examples_has_none() =>
        Assert.Empty(Schedule(Model with { Training = new TrainingDefaults(BatchSize: 32) }).CommonSums);

    [Fact]
    public void Only_products_add_to_common_sums()
    {
        var schedule = Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(Model)), ModelGraph.Build(Model, training: true).ParameterLength, commonSum: 1);
        var common = schedule.CommonSums.Select(sum => sum.Start).ToHashSet();
        Assert.All(
            schedule.Passes.SelectMany(pass => pass.Tile).Where(instruction => instruction.Output.Region == Region.CommonSum),
            instruction => Assert.IsType<Operators.MatMulOp>(instruction.Operator));
        Assert.All(
            schedule.Passes.SelectMany(pass => pass.Tile).Where(instruction => instruction.Output.Region == Region.Accumulator),
            instruction => Assert.DoesNotContain(instruction.Output.Offset, common));
        Assert.Equal(3, common.Count);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Schedules_with_common_sums_are_right(int seed)
    {
        var (graph, sample) = RandomGraph.Make(seed);
        Assert.Empty(ScheduleChecker.Errors(Scheduler.Run(ModelPrograms.Compile(graph), sample.Parameters.Length, commonSum: 1)));
    }

    private static Schedule Schedule(ModelSpecification model) => Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: true).ParameterLength);

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);
}
