using Rationale.Data;
using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Tensors;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Objectives;

/// <summary>A term that no attribute declares: its own network with a learning rate of its own, a value for each example and one for the whole data set.</summary>
public sealed class TermTests
{
    private const int Inputs = 4;

    private static readonly float[] Meta = [0.5f, -1, 0.25f, 2, -0.75f, 0.1f, 1.5f, -0.4f];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Dataset Data => Small.Blobs(24)
        .WithInput("emphasis", FeatureMatrix.FromArray([.. Enumerable.Range(0, 24).Select(row => 0.5f + (row % 3))], 1))
        .WithSharedInput("meta", FeatureMatrix.FromArray(Meta, MetaPrior.Meta));

    private static ModelSpecification Model(double? learningRate = null, double weight = 0.3) => Small.Create(
        Inputs, Small.Classes(3), new DenseLayer(6, true, Initialization.PyTorchDefault), new BatchNormLayer(0.1, 1e-5, false), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault))
        .With(new MetaPrior(weight, learningRate)).With(new WeightPenalty(0.01, 0));

    /// <summary>Every derivative by central differences of the objective, in double precision; the examples do not meet without the batch normalization.</summary>
    [Theory]
    [InlineData(1, 64)]
    [InlineData(2, 3)]
    public void Gradients_are_those_of_finite_differences(int workers, int tile)
    {
        var model = Small.Mlp(Inputs, Small.Classes(3)).With(new MetaPrior(0.3)).With(new WeightPenalty(0.01, 0));
        var sample = Numbers(model);
        var length = ModelGraph.Build(model, training: true).ParameterLength;
        Assert.Equal(length, sample.Parameters.Length);
        var program = InterpretedProgram<double>.FromGraph(ModelPrograms.Training(model), length);
        using var runner = new Runner<double>(program, sample, new ExecutionOptions { Workers = workers, TileSize = tile });
        runner.Executor.Load("meta", [.. Meta.Select(value => (double)value)]);
        var gradients = runner.AssertGradients();
        Assert.All(gradients[^(MetaPrior.Hidden * (MetaPrior.Meta + 2))..], gradient => Assert.True(Math.Abs(gradient) > 1e-6));
    }

    [Fact]
    public void The_value_is_that_of_the_formula()
    {
        // A linear model without bias: ∂s/∂x is the sum of each example of the weights, the same for every example.
        var model = Small.Create(Inputs, Small.Classes(2), new DenseLayer(2, false, Initialization.PyTorchDefault)).With(new MetaPrior(0.3));
        using var interpreted = Rationale.Model.Interpret(model, seed: 3);
        var parameters = interpreted.Runtime.Parameters.ToArray();
        var (w, own) = (parameters[..8], parameters[8..]);
        var distance = 0.0;
        for (var d = 0; d < Inputs; d++)
        {
            var wanted = Enumerable.Range(0, MetaPrior.Hidden).Sum(h => own[9 + h] * Math.Tanh((Meta[2 * d] * own[h]) + (Meta[(2 * d) + 1] * own[3 + h]) + own[6 + h]));
            distance += Math.Pow(w[2 * d] + w[(2 * d) + 1] - wanted, 2);
        }

        var data = Data.WithLabels([.. Enumerable.Range(0, 24).Select(row => row % 2)], 2);
        var emphasis = Enumerable.Range(0, 24).Average(row => 0.5 + (row % 3));
        Assert.Equal(0.3 * emphasis * distance, interpreted.Evaluate(data).Losses["prior"], 1e-5);
    }

    [Fact]
    public void The_penalty_of_the_page_is_its_formula()
    {
        var specification = Small.Create(Inputs, Small.Classes(2), new DenseLayer(2, false, Initialization.PyTorchDefault)).With(new SparseExplanation(0.5));
        using var linear = Rationale.Model.Interpret(specification, seed: 3);
        var w = linear.Copy();
        var data = Small.Blobs(24).WithLabels([.. Enumerable.Range(0, 24).Select(row => row % 2)], 2);
        Assert.Equal(0.5 * Enumerable.Range(0, Inputs).Sum(d => Math.Abs(w[2 * d] + w[(2 * d) + 1])), linear.Evaluate(data).Losses["sparseExplanation"], 1e-5);
    }

    [Theory]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.AdamW)]
    public async Task Its_parameters_move_with_its_own_learning_rate(OptimizerKind optimizer)
    {
        var options = new TrainingOptions { Epochs = 1, BatchSize = 24, Optimizer = optimizer, LearningRate = 0.01, WeightDecay = 0 };
        var (start, usual) = await TrainedAsync(Model(), options);
        var (_, fast) = await TrainedAsync(Model(learningRate: 0.05), options);
        var graph = ModelGraph.Build(Model(), training: true);
        Assert.Equal(usual[..graph.OwnLength], fast[..graph.OwnLength]);
        for (var i = graph.OwnLength; i < graph.TrainedLength; i++)
        {
            Assert.True(usual[i] != start[i]);
            Assert.Equal(5 * (usual[i] - start[i]), fast[i] - start[i], 2e-5f);
        }
    }

    [Fact]
    public async Task A_coefficient_of_zero_leaves_it_out_and_its_parameters_where_they_are()
    {
        var options = new TrainingOptions { Epochs = 2, BatchSize = 8, Coefficients = { ["prior"] = 0 } };
        using var model = Rationale.Model.Interpret(Model(), seed: 1);
        var start = model.Copy();
        var result = await model.TrainAsync(Small.Blobs(24), options, cancellationToken: Token);
        var graph = ModelGraph.Build(Model(), training: true);
        Assert.Equal(start[graph.OwnLength..graph.TrainedLength], model.Copy()[graph.OwnLength..graph.TrainedLength]);
        Assert.Equal(["task", "weights", "loss"], result.History[0].Losses.Keys);

        // State stands behind the parameters of the term, and the rest of the model learns as if there were no term.
        using var without = Rationale.Model.Interpret(Model().Without("prior"), seed: 1);
        await without.TrainAsync(Small.Blobs(24), options with { Coefficients = [] }, cancellationToken: Token);
        Assert.NotEqual(start[graph.TrainedLength..], model.Copy()[graph.TrainedLength..]);
    }

    [Fact]
    public async Task A_resumed_training_gives_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var options = new TrainingOptions { Epochs = 4, BatchSize = 7, CheckpointFolder = folder["run"], Validation = Data };
        var (_, expected) = await TrainedAsync(Model(0.02), options with { CheckpointFolder = null });
        await TrainedAsync(Model(0.02), options with { Epochs = 2 });
        var (_, resumed) = await TrainedAsync(Model(0.02), options with { Resume = true });
        Assert.Equal(expected, resumed);
    }

    [Fact]
    public async Task Data_that_lack_what_it_reads_are_one_sentence()
    {
        await RefusedAsync(Small.Blobs(24), "The data have no 'meta', which the term 'prior' of 'Small' reads; add it with Dataset.WithSharedInput(\"meta\", …).");
        await RefusedAsync(Data.WithInput("emphasis", null), "The data have no 'emphasis', which the term 'prior' of 'Small' reads; add it with Dataset.WithInput(\"emphasis\", …).");
        await RefusedAsync(
            Data.WithSharedInput("meta", FeatureMatrix.FromArray([1, 2, 3], 3)), "The data have 'meta' with 3 elements, but the term 'prior' of 'Small' reads [4×2]: 8.");
        await RefusedAsync(
            Data.WithSharedInput("emphasis", FeatureMatrix.FromArray([1, 2, 3], 3)),
            "The data have 'emphasis' once, but the term 'prior' of 'Small' reads it for each example; add it with Dataset.WithInput(\"emphasis\", …).");
        Assert.Equal(
            "An input is named 'targets', which is what data sets call their own targets; give it another name.",
            Assert.Throws<ArgumentException>(() => Data.WithInput("targets", Data.Features)).Message);

        static async Task RefusedAsync(Dataset data, string expected)
        {
            using var model = Rationale.Model.Interpret(Model());
            Assert.Equal(expected, (await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(data, cancellationToken: Token))).Message);
            Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Evaluate(data)).Message);
        }
    }

    [Fact]
    public void The_torch_target_refuses_it_in_one_sentence()
    {
        var model = Small.Mlp(Inputs, Small.Classes(3)).With(new MetaPrior(0.3));
        var graph = ModelPrograms.Compile(ModelPrograms.Training(model));
        Assert.Equal(
            "The torch target cannot read 'meta', one value for a whole data set; train with Device.Cpu.",
            Assert.Throws<NotSupportedException>(() => TensorSchedule.Of(graph, ModelGraph.Build(model, training: true).ParameterLength)).Message);
    }

    private static async Task<(float[] Start, float[] End)> TrainedAsync(ModelSpecification specification, TrainingOptions options)
    {
        using var model = Rationale.Model.Interpret(specification, seed: 1);
        var start = model.Copy();
        await model.TrainAsync(Data, options, cancellationToken: Token);
        return (start, model.Copy());
    }

    private static Sample Numbers(ModelSpecification model)
    {
        var sample = ModelSample.Create(model, rows: 5, seed: 11);
        return sample with { Columns = new Dictionary<string, double[]>(sample.Columns) { ["emphasis"] = [0.5, 1, 2, 0.25, 1.5] } };
    }
}
