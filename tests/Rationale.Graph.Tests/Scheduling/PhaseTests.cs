using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Tests.Scheduling;

/// <summary>The phases of the instructions of a step.</summary>
public sealed class PhaseTests
{
    private static readonly ExplanationPenalty Penalty = new(10, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum);

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);

    private static ConvLayer Conv(int filters) => new(filters, new Window(3, 3, 1, 1), 1, true, Initialization.PyTorchDefault);

    public static TheoryData<string> Names => ["dense", "convolutions", "tokens"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tile_goes_through_the_phases_in_their_order_and_each_once(string name)
    {
        var tile = Training(name).Passes[^1].Tile;
        var headings = tile.Select(instruction => instruction.Phase.Heading).Aggregate(new List<string>(), (all, heading) =>
        {
            if (all.Count == 0 || all[^1] != heading)
            {
                all.Add(heading);
            }

            return all;
        });
        var gradient = name == "tokens" ? "∂s/∂e" : "∂s/∂x";
        Assert.Equal(
            ["Forward pass", "Task loss", $"Inner gradient: the explanation {gradient}", "Explanation penalty", "Outer gradient: of the loss with respect to the parameters"],
            headings);
    }

    /// <summary>Layers are computed forward; their derivatives belong to one of the gradients, never to a loss.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_hold_no_products(string name)
    {
        var instructions = Training(name).Passes.SelectMany(pass => pass.Tile.Concat(pass.Epilogue)).ToList();
        Assert.Contains(instructions, instruction => IsProduct(instruction) && instruction.Phase == Phase.Forward);
        Assert.Contains(instructions, instruction => IsProduct(instruction) && instruction.Phase == Phase.OuterGradient);
        Assert.DoesNotContain(instructions, instruction => IsProduct(instruction) && instruction.Phase.Heading is "Task loss" or "Explanation penalty" or "Weight penalty");
        Assert.All(instructions.Where(instruction => instruction.Output.Label.StartsWith("∂L/", StringComparison.Ordinal)), instruction => Assert.Equal(Phase.OuterGradient, instruction.Phase));
        Assert.All(instructions.Where(instruction => instruction.Output.Label is "task"), instruction => Assert.Equal("Task loss", instruction.Phase.Heading));
        Assert.All(instructions.Where(instruction => instruction.Output.Label is "weights"), instruction => Assert.Equal("Weight penalty", instruction.Phase.Heading));
    }

    [Fact]
    public void What_is_computed_again_stands_in_the_phase_that_reads_it()
    {
        var schedule = Training("convolutions", keptWidth: 1);
        var again = schedule.Passes[^1].Tile.Where(instruction => instruction.Output.Label.EndsWith(" again", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(again);
        Assert.DoesNotContain(again, instruction => instruction.Phase == Phase.Forward);
    }

    private static bool IsProduct(Instruction instruction) =>
        instruction.Operator is MatMulOp or BatchedMatMulOp or ConvolutionWeightGradientOp or PanelProductOp or MatrixProductOp or PanelConvolutionOp or PanelConvolutionInputGradientOp;

    private static Schedule Training(string name, int? keptWidth = null)
    {
        var (shape, layers) = name switch
        {
            "dense" => (EquatableArray.Create(6), (Layer[])[Dense(5), new Models.ReluLayer(), Dense(3)]),
            "convolutions" => (EquatableArray.Create(8, 8, 2), [Conv(3), new Models.ReluLayer(), Conv(4), new LayerNormLayer(1e-5), new Models.ReluLayer(), new GlobalAveragePoolLayer(), Dense(3)]),
            _ => (EquatableArray.Create(5), [new EmbeddingLayer(9, 4), new AttentionLayer(2, false, true, Initialization.PyTorchDefault), new GlobalAveragePoolLayer(), Dense(3)]),
        };
        var model = new ModelSpecification(name, shape, new EquatableArray<Layer>(layers), new ClassifierTask(3, Reduction.Sum), TaskLoss.With(Penalty, new WeightPenalty(0.1, 0)), new TrainingDefaults());
        var (graph, length) = (ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: true).ParameterLength);
        return keptWidth is { } width ? Scheduler.Run(graph, length, width) : Scheduler.Run(graph, length);
    }
}
