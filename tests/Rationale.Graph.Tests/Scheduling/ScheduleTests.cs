using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;

namespace Rationale.Graph.Tests.Scheduling;

public class ScheduleTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 300)];

    public static TheoryData<PenaltyNorm, Reduction, bool> Models
    {
        get
        {
            var data = new TheoryData<PenaltyNorm, Reduction, bool>();
            foreach (var norm in Enum.GetValues<PenaltyNorm>())
            {
                foreach (var reduction in Enum.GetValues<Reduction>())
                {
                    data.Add(norm, reduction, true);
                    data.Add(norm, reduction, false);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_value_is_overwritten_before_its_last_use(int seed)
    {
        var (graph, sample) = RandomGraph.Make(seed);
        Assert.Empty(ScheduleChecker.Errors(Scheduler.Run(ModelPrograms.Compile(graph), sample.Parameters.Length)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Schedules_of_models_are_right(PenaltyNorm norm, Reduction reduction, bool penalty) =>
        Assert.Empty(ScheduleChecker.Errors(Training(norm, reduction, penalty)));

    [Theory]
    [InlineData(1, Reduction.Sum)]
    [InlineData(2, Reduction.Sum)]
    [InlineData(4, Reduction.Normalized)]
    public void Schedules_of_convolutional_and_residual_models_are_right(int groups, Reduction reduction)
    {
        var schedule = Images(groups, reduction);
        Assert.Empty(ScheduleChecker.Errors(schedule));

        // Filters are packed once a step, in both directions; no convolution is left with filters that are not.
        var packings = schedule.Prologue.Where(instruction => instruction.Operator is PackFiltersOp).ToList();
        Assert.Equal(packings.Count, packings.Select(instruction => (instruction.Operator, instruction.Inputs[0].Offset)).Distinct().Count());
        var packed = packings.Select(instruction => (PackFiltersOp)instruction.Operator).ToList();
        Assert.Contains(packed, pack => pack.Transposed);
        Assert.Contains(packed, pack => !pack.Transposed);
        var tile = schedule.Passes.SelectMany(pass => pass.Tile).ToList();
        Assert.Contains(tile, instruction => instruction.Operator is PanelConvolutionOp { Epilogue: Epilogue.BiasRelu });
        Assert.Contains(tile, instruction => instruction.Operator is PanelConvolutionInputGradientOp { Epilogue: Epilogue.ReluBackward });
        Assert.Contains(tile, instruction => instruction.Operator is Operators.ConvolutionWeightGradientOp);
        Assert.DoesNotContain(tile, instruction => instruction.Operator is Operators.ConvolutionOp or Operators.ConvolutionInputGradientOp);
    }

    [Fact]
    public void The_checker_finds_filters_that_are_not_packed()
    {
        var schedule = Images(2, Reduction.Sum);
        int[] packings = [.. Enumerable.Range(0, schedule.Prologue.Count).Where(i => schedule.Prologue[i].Operator is PackFiltersOp)];
        Assert.NotEmpty(packings);
        Assert.All(packings, i => Assert.NotEmpty(ScheduleChecker.Errors(schedule with { Prologue = new EquatableArray<Instruction>(schedule.Prologue.Where((_, j) => j != i)) })));
    }

    [Fact]
    public void A_normalized_penalty_takes_two_passes_and_the_others_one()
    {
        Assert.Single(Training(PenaltyNorm.L2, Reduction.Sum, true).Passes);
        Assert.Single(Training(PenaltyNorm.L2, Reduction.Mean, true).Passes);
        Assert.Equal(2, Training(PenaltyNorm.L2, Reduction.Normalized, true).Passes.Count);
    }

    [Fact]
    public void The_checker_finds_a_value_in_the_place_of_another()
    {
        var schedule = Training(PenaltyNorm.L2, Reduction.Sum, true);
        var tile = schedule.Passes[0].Tile.ToList();

        // Every instruction whose result is read later, moved by one element: each must be found.
        int[] read = [.. Enumerable.Range(0, tile.Count).Where(i => tile[i].Output.Region == Region.Tile)];
        Assert.True(read.Length > 10, $"only {read.Length} instructions give values of the tile");
        Assert.All(read, i =>
        {
            var moved = tile[i] with { Output = tile[i].Output with { Offset = tile[i].Output.Offset == 0 ? 1 : tile[i].Output.Offset - 1 } };
            Assert.NotEmpty(ScheduleChecker.Errors(With(schedule, [.. tile.Take(i), moved, .. tile.Skip(i + 1)])));
        });
    }

    [Fact]
    public void The_checker_finds_a_missing_instruction_and_a_wrong_order()
    {
        var schedule = Training(PenaltyNorm.L2, Reduction.Sum, true);
        var tile = schedule.Passes[0].Tile.ToList();
        Assert.NotEmpty(ScheduleChecker.Errors(With(schedule, tile.Skip(1))));
        Assert.NotEmpty(ScheduleChecker.Errors(With(schedule, tile.AsEnumerable().Reverse())));
        Assert.NotEmpty(ScheduleChecker.Errors(schedule with { Prologue = default }));
    }

    [Fact]
    public void The_checker_finds_sums_that_no_pass_clears()
    {
        var schedule = Training(PenaltyNorm.L2, Reduction.Sum, true);
        Assert.NotEmpty(ScheduleChecker.Errors(schedule with { Passes = EquatableArray.Create(schedule.Passes[0] with { Sums = default }) }));
    }

    [Fact]
    public void The_step_of_the_decoy_classifier_is_as_cheap_as_it_was()
    {
        var schedule = Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(Decoy(PenaltyNorm.L2, Reduction.Sum, null))), (784 * 50) + 50 + (50 * 30) + 30 + (30 * 10) + 10);
        Snapshot.Check("DecoyTraining", $"{schedule}\n{schedule.Lengths}\n");
    }

    private static Schedule With(Schedule schedule, IEnumerable<Instruction> tile) =>
        schedule with { Passes = EquatableArray.Create(schedule.Passes[0] with { Tile = new EquatableArray<Instruction>(tile) }) };

    private static Schedule Training(PenaltyNorm norm, Reduction reduction, bool penalty)
    {
        var model = Decoy(norm, reduction, penalty ? new WeightPenalty(0.1, 0.1) : null);
        return Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: true).ParameterLength);
    }

    private static Schedule Images(int groups, Reduction reduction)
    {
        static ConvLayer Conv(int filters, int stride, int groups) => new(filters, new Window(3, 3, stride, 1), groups, true, Initialization.PyTorchDefault);
        var model = Decoy(PenaltyNorm.L2, reduction, null) with
        {
            InputShape = EquatableArray.Create(9, 9, 2),
            Layers = EquatableArray.Create<Layer>(
                Conv(4, 1, 1), new ReluLayer(), Conv(4, 1, groups), new ReluLayer(), new MaxPoolLayer(new Window(2, 2, 2)),
                new ResidualLayer("Same", EquatableArray.Create<Layer>(Conv(4, 1, groups), new ReluLayer(), new LayerNormLayer(1e-5), Conv(4, 1, 1))), new ReluLayer(),
                new ResidualLayer("Down", EquatableArray.Create<Layer>(Conv(8, 2, 1), new TanhLayer())), new AveragePoolLayer(new Window(2, 2, 1)), new GlobalAveragePoolLayer(),
                new DenseLayer(10, true, Initialization.SmallNormal)),
        };
        return Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: true).ParameterLength);
    }

    private static ModelSpecification Decoy(PenaltyNorm norm, Reduction reduction, WeightPenalty? penalty) => new(
        "Decoy",
        EquatableArray.Create(784),
        EquatableArray.Create<Layer>(
            new DenseLayer(50, true, Initialization.SmallNormal), new ReluLayer(), new DenseLayer(30, true, Initialization.SmallNormal), new ReluLayer(), new DenseLayer(10, true, Initialization.SmallNormal)),
        new ClassifierTask(10, reduction),
        TaskLoss.With(new ExplanationPenalty(1000, 0, new Target(TargetOutput.LogProbability, TargetClass.All), norm, reduction), penalty),
        new TrainingDefaults());
}
