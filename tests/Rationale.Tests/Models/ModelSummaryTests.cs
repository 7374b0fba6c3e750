using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Tests.Models;

/// <summary>A model as a table.</summary>
public sealed class ModelSummaryTests
{
    [Fact]
    public void Layers_have_shapes_and_parameters_and_the_loss_its_terms()
    {
        var penalty = new ExplanationPenalty(10, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum);
        using var model = Model.Interpret(new ModelSpecification(
            "Digits",
            EquatableArray.Create(28, 28, 1),
            EquatableArray.Create<Layer>(new FlattenLayer(), new DenseLayer(1500, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)),
            new ClassifierTask(3, Reduction.Sum),
            TaskLoss.With(penalty),
            new TrainingDefaults()));
        var lines = model.Summary().Split('\n');

        Assert.Equal(["Digits", "output", "parameters"], Words(lines[0]));
        Assert.Equal(["Input", "28×28×1"], Words(lines[1]));
        Assert.Equal(["Flatten", "784"], Words(lines[2]));
        Assert.Equal(["Dense(1500)", "1500", "1,177,500"], Words(lines[3]));
        Assert.Equal(["Relu", "1500"], Words(lines[4]));
        Assert.Equal(["Dense(3)", "3", "4,503"], Words(lines[5]));
        Assert.Equal(["all", "1,182,003"], Words(lines[6]));
        Assert.StartsWith("L = ", lines[8]);
        Assert.Equal(["task", "explanation"], lines[9..11].Select(line => line.Trim().Split(" = ")[0]));
        Assert.Equal(1_182_003, model.Parameters.Values.Length);
    }

    [Fact]
    public void A_layer_of_many_steps_is_cut_so_that_lines_stay_short()
    {
        var steps = Enumerable.Range(0, 20).Select(step => (DataflowStep)new LayerStep(new TanhLayer(), step));
        using var model = Model.Interpret(Small.Create(4, Small.Classes(3), new DataflowLayer(new EquatableArray<DataflowStep>(steps)), new DenseLayer(3, true, Initialization.PyTorchDefault)));
        var lines = model.Summary().Split('\n');
        Assert.StartsWith("Dataflow(Tanh of 0; Tanh of 1; ", lines[2], StringComparison.Ordinal);
        Assert.Contains("…  ", lines[2], StringComparison.Ordinal);
        Assert.All(lines.TakeWhile(line => line.Length > 0), line => Assert.InRange(line.Length, 1, 100));
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
