using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.Graph.Models;
using Rationale.Tests.Inputs;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>A model that declares a constraint is not trained without it because its data lack what the constraint reads.</summary>
public sealed class MissingInputTests
{
    private const string Refusal = "The data have no 'annotations', which the term 'explanation' of 'Small' reads; add it with Dataset.WithAnnotationMask, "
        + "set Coefficients[\"explanation\"] to 0 in the options to train without the term, or set AllowMissingInputs to leave it out.";

    private static readonly Dataset Data = Small.Blobs(24);

    private static readonly ModelSpecification Plain = Small.Mlp(4, Small.Classes(3));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_constraint_without_masks_is_refused_before_anything_changes()
    {
        using var model = Model.Interpret(Plain.With(Small.Sum), seed: 1);
        var before = model.Copy();
        Assert.Equal(Refusal, (await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Data, cancellationToken: Token))).Message);
        Assert.Equal(Refusal, (await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Blocks(Data), cancellationToken: Token))).Message);
        Assert.Equal(Refusal, (await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Data, new TrainingOptions { AutomaticRatio = 1 }, cancellationToken: Token))).Message);
        Assert.Equal(before, model.Copy());
    }

    [Fact]
    public async Task Each_advice_of_the_refusal_trains()
    {
        var expected = await ParametersAsync(Plain, Data, new TrainingOptions());
        Assert.Equal(expected, await ParametersAsync(Plain.With(Small.Sum), Data, new TrainingOptions { ExplanationWeight = 0 }));
        Assert.Equal(expected, await ParametersAsync(Plain.With(Small.Sum), Data, new TrainingOptions { Coefficients = { ["explanation"] = 0 } }));
        Assert.Equal(expected, await ParametersAsync(Plain.With(Small.Sum), Data, new TrainingOptions { AllowMissingInputs = true }));
        Assert.NotEqual(expected, await ParametersAsync(Plain.With(Small.Sum), Data.Marking(0), new TrainingOptions()));
    }

    /// <summary>y = w x without bias: the constrained weights solve (XᵀX + λ n A) w = Xᵀy, which is solved here by hand for two features.</summary>
    [Fact]
    public async Task With_masks_a_linear_model_reaches_the_constrained_solution()
    {
        float[,] x = { { 1, 0.5f }, { -1, 1 }, { 0.5f, -1 }, { 2, 1 } };
        float[] y = [2, -1, 0.5f, 3];
        const double Weight = 2;
        var (a, b, d, p, q) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < 4; i++)
        {
            (a, b, d) = (a + (x[i, 0] * x[i, 0]), b + (x[i, 0] * x[i, 1]), d + (x[i, 1] * x[i, 1]));
            (p, q) = (p + (x[i, 0] * y[i]), q + (x[i, 1] * y[i]));
        }

        a += Weight * 4;
        var determinant = (a * d) - (b * b);
        double[] solution = [((p * d) - (b * q)) / determinant, ((a * q) - (b * p)) / determinant];

        var specification = Small.Create(2, Small.Numbers(1), new DenseLayer(1, false, Initialization.PyTorchDefault))
            .With(new ExplanationPenalty(Weight, 0, new Target(TargetOutput.Logit, TargetClass.All), PenaltyNorm.L2, Reduction.Sum));
        using var model = Model.Interpret(specification, seed: 1);
        var data = Dataset.ForRegression(FeatureMatrix.FromRows(x), FeatureMatrix.FromArray(y, 1)).Marking(0);
        await model.TrainAsync(data, new TrainingOptions { Epochs = 2000, Optimizer = OptimizerKind.Sgd, LearningRate = 0.02 }, cancellationToken: Token);
        Assert.Equal(solution[0], model.Parameters.Values[0], 1e-5);
        Assert.Equal(solution[1], model.Parameters.Values[1], 1e-5);
    }

    [Fact]
    public async Task What_is_left_out_on_request_is_told_in_progress_and_result()
    {
        const string Expected = "The data have no 'annotations', so that the term 'explanation' of 'Small' is left out; add it with Dataset.WithAnnotationMask to train with the term.";
        using var model = Model.Interpret(Plain.With(Small.Sum), seed: 1);
        var reports = new Reports();
        var result = await model.TrainAsync(Data, new TrainingOptions { AllowMissingInputs = true }, reports, Token);
        Assert.Equal([new TrainingWarning(TrainingWarningKind.InputMissing, Expected)], result.Warnings);
        Assert.NotEmpty(reports.All);
        Assert.All(reports.All, report => Assert.Equal(result.Warnings, report.Warnings));
        Assert.Equal(0, result.ExplanationWeight);
        Assert.Empty((await model.TrainAsync(Data.Marking(0), cancellationToken: Token)).Warnings);
    }

    [Fact]
    public async Task A_mask_without_a_mark_is_told()
    {
        using var model = Model.Interpret(Plain.With(Small.Sum), seed: 1);
        var warning = Assert.Single((await model.TrainAsync(Data.Marking(), cancellationToken: Token)).Warnings);
        Assert.Equal(
            new TrainingWarning(TrainingWarningKind.EmptyMask, "The annotation mask is 0 everywhere, so that the term 'explanation' of 'Small' has nothing to penalize; mark with 1 what must not matter, or set Coefficients[\"explanation\"] to 0."),
            warning);
        Assert.Empty((await model.TrainAsync(Data.Marking(), new TrainingOptions { Coefficients = { ["explanation"] = 0 } }, cancellationToken: Token)).Warnings);
        Assert.Empty((await model.TrainAsync(Data.Marking(), new TrainingOptions { AlwaysInclude = Data.Take(2).Marking(3) }, cancellationToken: Token)).Warnings);
    }

    [Fact]
    public async Task Examples_of_every_batch_that_are_annotated_are_enough()
    {
        using var model = Model.Interpret(Plain.With(Small.Sum), seed: 1);
        var result = await model.TrainAsync(Data, new TrainingOptions { AlwaysInclude = Data.Take(2).Marking(0) }, cancellationToken: Token);
        Assert.Empty(result.Warnings);
        Assert.True(result.History[0].Losses["explanation"] > 0);
    }

    [Fact]
    public async Task A_block_of_a_stream_that_lacks_the_mask_of_the_first_is_refused()
    {
        using var model = Model.Interpret(Plain.With(Small.Sum), seed: 1);
        var marked = Data.Marking(0);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Blocks(marked, Data), cancellationToken: Token));
        Assert.Equal(
            "A block of the stream has no 'annotations', but its first block has; give it to all blocks with Dataset.WithAnnotationMask, with zeros where nothing is marked.",
            exception.Message);
        var result = await model.TrainAsync(Blocks(marked, Data.Marking()), cancellationToken: Token);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task The_message_names_the_call_of_each_input()
    {
        await RefusedAsync(TwoInputs.ImageAndTable(TwoInputs.Explanation("table")), TwoInputs.Data(9).WithAnnotationMask("table", null), "The data have no 'annotations.table'", "add it with Dataset.WithAnnotationMask(\"table\", …)");
        await RefusedAsync(Plain.With(new GraphAttributionPenalty(1, new AttributionSource(AttributionKind.Gradient, 0, new Target(TargetOutput.Logit, TargetClass.All)))), Data, "The data have no 'featureGraph'", "add it with Dataset.WithFeatureGraph.");

        static async Task RefusedAsync(ModelSpecification specification, Dataset data, string start, string call)
        {
            using var model = Model.Interpret(specification, seed: 1);
            var message = (await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(data, cancellationToken: Token))).Message;
            Assert.StartsWith(start, message, StringComparison.Ordinal);
            Assert.Contains(call, message, StringComparison.Ordinal);
        }
    }

    private static DatasetStream Blocks(params Dataset[] blocks) => DatasetStream.FromFiles([.. blocks.Select((_, index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture))], name => blocks[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]);

    private static async Task<float[]> ParametersAsync(ModelSpecification specification, Dataset data, TrainingOptions options)
    {
        using var model = Model.Interpret(specification, seed: 1);
        await model.TrainAsync(data, options, cancellationToken: Token);
        return model.Copy();
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value) => All.Add(value);
    }
}
