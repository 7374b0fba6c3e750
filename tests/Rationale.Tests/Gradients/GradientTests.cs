using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;
using Rationale.Tests.Models;
using Rationale.Tests.SelfExplaining;
using Rationale.Tests.Training;
using Rationale.Training;

namespace Rationale.Tests.Gradients;

/// <summary>Gradients and loss terms of a batch: closed forms, the step of a training, and finite differences.</summary>
public sealed class GradientTests
{
    private static readonly ExplanationPenalty Penalty = new(0.7, 0, new Target(TargetOutput.Logit, TargetClass.All), PenaltyNorm.L2, Reduction.Sum);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Models with what makes a step more than a forward pass: dropout, statistics of the batch, masks, drawn references, inner gradients, a prior network.</summary>
    public static TheoryData<string> Kinds => ["dropout", "batchNorm", "masked", "prior", "senn", "conv", "explanation", "weights"];

    private static ModelSpecification Specification(string kind) => kind switch
    {
        "dropout" => Small.Create(4, Small.Classes(3), Dense(8), new TanhLayer(), new DropoutLayer(0.3), Dense(3)),
        "batchNorm" => Small.Create(4, Small.Classes(3), Dense(8), new BatchNormLayer(0.1, 1e-5, false), new ReluLayer(), Dense(3)),
        "masked" => Small.Mlp(4, Small.Classes(3)) with { Smoothing = MaskSmoothing.Create(EquatableArray.Create(4), 0.5, 4) with { Training = MaskedTraining.Bernoulli } },
        "prior" => Small.Mlp(4, Small.Classes(3)).With(new AttributionPrior(
            0.4, 2, EquatableArray.Create<Layer>(Dense(3), new TanhLayer(), Dense(1)), new AttributionSource(AttributionKind.ExpectedGradients, 2, new Target(TargetOutput.Logit, TargetClass.Labeled)), true, PenaltyNorm.L2)),
        "senn" => SmallSenn.Model(),
        "conv" => Small.Create(4, Small.Classes(3), new ReshapeLayer(EquatableArray.Create(2, 2, 1)), new ConvLayer(3, new Window(2, 2, 1), 1, true, Initialization.PyTorchDefault), new SoftplusLayer(), new FlattenLayer(), Dense(3)),
        "explanation" => Small.Mlp(4, Small.Classes(3)).With(Small.Sum),
        _ => Small.Mlp(4, Small.Classes(3)).With(new WeightPenalty(0.1, 0)),
    };

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);

    private static Dataset Examples(string kind)
    {
        var data = Small.Blobs(12);
        return kind switch
        {
            "explanation" => data.Marking(1, 2),
            "prior" => data.WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromArray([1, 0, 2, 1, 3, 0, 4, 1], 2))),
            _ => data,
        };
    }

    /// <summary>Σ (w x + b − y)² + λ Σ A w², whose gradient is written out by hand.</summary>
    [Fact]
    public void A_linear_model_has_the_gradient_that_is_written_out_by_hand()
    {
        var data = Small.Plane(9).Marking(1);
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)).With(Penalty), seed: 3);
        var oracle = new LinearOracle(model.Copy());
        var found = model.Gradients(data);
        var expected = oracle.Gradient(data, Enumerable.Range(0, 9), 0.7);
        Assert.Equal(expected, found.Values.ToArray().Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-4);
        var squares = Enumerable.Range(0, 9).Sum(row => Math.Pow(model.Predict(data.Features.Row(row)).Outputs[0] - data.Targets!.Row(row)[0], 2));
        Assert.Equal(squares, found.Losses["task"], 1e-4);
        Assert.Equal(0.7 * 9 * Math.Pow(model.Copy()[1], 2), found.Losses["explanation"], 1e-5);
        Assert.Equal(found.Losses["task"] + found.Losses["explanation"], found.Loss, 1e-9);
        Assert.Equal(Math.Sqrt(expected.Sum(value => value * value)), found.Norm, 1e-3);
        Assert.Equal(Math.Abs(expected[2]), found.NormOf("dense1.bias"), 1e-4);
        Assert.Equal(found.Values[..2].ToArray(), found["dense1.weight"].ToArray());
        Assert.Equal(found.Values[..2].ToArray(), found.Get("dense1.weight", Rationale.Models.TensorLayout.PyTorch));

        // Coefficients are those of the options.
        Assert.Equal(oracle.Gradient(data, Enumerable.Range(0, 9)), model.Gradients(data, new TrainingOptions { ExplanationWeight = 0 }).Values.ToArray().Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal(
            "'Small' has no trained parameter 'dense2.weight'; it has dense1.weight, dense1.bias.",
            Assert.Throws<KeyNotFoundException>(() => found.NormOf("dense2.weight")).Message);
    }

    /// <summary>A step of plain gradient descent goes along the gradient that is told, and nothing else of the model changes.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_first_step_of_a_training_goes_along_it(string kind)
    {
        const double Rate = 0.01;
        var data = Examples(kind);
        using var model = Model.Interpret(Specification(kind), seed: 2);
        var before = model.Copy();
        var options = new TrainingOptions { Epochs = 1, BatchSize = data.Count, Shuffle = false, Optimizer = OptimizerKind.Sgd, LearningRate = Rate, Seed = 5, Workers = 2, LearningRateSchedule = LearningRateSchedule.Constant };
        var found = model.Gradients(data, options);
        Assert.Equal(before, model.Copy());
        var result = await model.TrainAsync(data, options, cancellationToken: Token);
        var scale = model.Specification.Task.Reduction == Reduction.Sum ? data.Count : 1;
        Assert.Equal(result.History[0].Losses.Keys.Where(name => name != "loss").Order(), found.Losses.Keys.Order());
        Assert.All(found.Losses, loss => Assert.Equal(result.History[0].Losses[loss.Key] * scale, loss.Value, 1e-4 * Math.Max(1, Math.Abs(loss.Value))));
        Assert.Equal(result.History[0].Losses["loss"] * scale, found.Loss, 1e-4 * Math.Max(1, found.Loss));
        var after = model.Copy();
        for (var i = 0; i < found.Values.Length; i++)
        {
            Assert.Equal(before[i] - (Rate * found.Values[i]), after[i], 1e-6 * Math.Max(1, Math.Abs(before[i])));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_gradient_is_that_of_differences_in_double_precision(string kind)
    {
        using var model = Model.Interpret(Specification(kind), seed: 2);
        var before = model.Copy();
        var shares = new List<double>();
        var found = model.Check(Examples(kind), new TrainingOptions { Seed = 5 }, numbers: 6, new Shares(shares), Token);
        Assert.True(found.Passes(1e-6), found.ToString());
        Assert.InRange(found.SingleError, 1e-12, 1e-4);
        Assert.Equal(model.Parameters.Where(parameter => parameter.Trained).Select(parameter => parameter.Key), found.Parameters.Select(parameter => parameter.Name));
        Assert.All(found.Parameters, parameter => Assert.True(parameter.Checked + parameter.Skipped == Math.Min(6, model.Parameters[parameter.Name].Length) && parameter.Checked > 0));
        Assert.Equal(before, model.Copy());
        Assert.Equal(1, shares[^1]);
        Assert.Equal(found.Parameters.Count, shares.Count);
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused_as_by_a_training()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)).With(Small.Sum), seed: 1);
        Assert.StartsWith("The data have no 'annotations'", Assert.Throws<ArgumentException>(() => model.Gradients(Small.Blobs(9))).Message, StringComparison.Ordinal);
        Assert.StartsWith("The examples have 5 features", Assert.Throws<ArgumentException>(() => model.Gradients(Small.Blobs(9, inputs: 5))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Check(Small.Blobs(9).Marking(0), numbers: 0));
        Assert.Equal(["task"], model.Gradients(Small.Blobs(9), new TrainingOptions { AllowMissingInputs = true }).Losses.Keys);
    }

    private sealed class Shares(List<double> all) : IProgress<double>
    {
        public void Report(double value) => all.Add(value);
    }
}
