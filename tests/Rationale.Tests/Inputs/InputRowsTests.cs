using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.SelfExplaining;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Inputs;

/// <summary>A model of two inputs whose network takes them as they are is the model of one input that is both, and what takes rows of numbers finds the same for both.</summary>
public sealed class InputRowsTests
{
    private const int Count = 12;

    private static readonly Dataset Data = TwoInputs.Data(Count);

    /// <summary>Inputs of 2 and 3 values.</summary>
    private static readonly Dataset Two = Dataset.ForClassification(Columns(Data.Features, 0, 2), Data.Labels.Span, 3).WithFeatureNames(["left", "right"])
        .WithFeaturesName("a").WithInput("b", Data.Find("table"));

    /// <summary>The same values in one input.</summary>
    private static readonly Dataset One = Dataset.ForClassification(Both(), Data.Labels.Span, 3).WithFeaturesName("both");

    public static TheoryData<string> Methods => [.. All.Select(method => method.Name)];

    private static IReadOnlyList<AttributionMethod> All { get; } =
    [
        new Saliency(), new InputXGradient(), new IntegratedGradients(), new SmoothGrad { Samples = 5 }, new DeepLift(), new GuidedBackpropagation(), new Occlusion(),
        new KernelShap { Samples = 40 }, new Lime { Samples = 40 }, new ExpectedGradients(Two.SideBySide(Network(2, 3).Specification)) { Samples = 20 },
    ];

    [Fact]
    public void Rows_give_the_same_bits_as_inputs_by_name()
    {
        var specification = TwoInputs.ImageAndTable();
        using var model = Model.Interpret(specification, seed: 3);
        var rows = Data.SideBySide(specification);
        Assert.Equal((Count, 19), (rows.Count, rows.Width));
        Assert.Equal([.. Data.Features.Row(4), .. Data.Find("table")!.Row(4)], rows.Row(4));
        Assert.Equal([.. rows.Row(7), .. rows.Row(2)], rows.Select([7, 2]).ToArray());
        Assert.Equal(Outputs(model.Predict(Data)), Outputs(model.Predict(rows)));
        Assert.Equal(Outputs(model.Predict(Data)).Skip(9).Take(3), model.Predict(rows.Row(3)).Outputs.ToArray());
        Assert.Equal(model.Explain(Data.Select([3])).ForInput("table").Scores.ToArray(), model.Explain(rows.Row(3)).ForInput("table").ByFeature());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Attributions_are_those_of_one_input_that_is_both(string name)
    {
        var method = All.Single(method => method.Name == name);
        using var two = Network(2, 3);
        using var one = Network(5);
        var (found, expected) = (two.Attribute(Two, method), one.Attribute(One, method));
        Assert.Equal(["a", "b"], found.InputNames);
        Assert.Equal(Columns(expected.Scores, 0, 2).ToArray(), found.ForInput("a").Scores.ToArray());
        Assert.Equal(Columns(expected.Scores, 2, 3).ToArray(), found.ForInput("b").Scores.ToArray());
        Assert.Contains(expected.Scores.ToArray(), score => score != 0);
        Assert.Equal(expected.ConvergenceDelta, found.ConvergenceDelta);
        Assert.Equal(["left", "right"], found.FeatureNames);
        Assert.Equal([3], found.ForInput("b").InputShape);
    }

    [Fact]
    public void Importance_over_all_inputs_names_them()
    {
        using var two = Network(2, 3);
        var importance = new Saliency().GlobalImportance(new ModelScore(two), Two);
        Assert.Equal(["a.left", "a.right", "b.feature 0", "b.feature 1", "b.feature 2"], importance.Top(5).Select(score => score.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Groups_may_hold_features_of_several_inputs()
    {
        using var two = Network(2, 3);
        var groups = FeatureGroups.FromAssignment([0, 1, 0, 1, 1]);
        using var one = Network(5);
        Assert.Equal(one.Attribute(One, new Occlusion { Groups = groups }).Scores.ToArray(), two.Attribute(Two, new Occlusion { Groups = groups }).Scores.ToArray());
    }

    [Fact]
    public void Concepts_and_their_stability_are_those_of_one_input_that_is_both()
    {
        using var two = Model.Interpret(TwoInputs.SelfExplaining(), seed: 2);
        using var one = Model.Interpret(TwoInputs.SelfExplainingOfOne(), seed: 2);
        var rows = Two.SideBySide(two.Specification);
        var (found, expected) = (two.ExplainConcepts(rows), one.ExplainConcepts(One.Features));
        Assert.All(Enumerable.Range(0, Count), example =>
        {
            Assert.Equal(expected.Concepts(example).ToArray(), found.Concepts(example).ToArray());
            Assert.Equal(expected.Relevances(example).ToArray(), found.Relevances(example).ToArray());
        });
        Assert.Equal(expected[3].Concepts.ToArray(), two.ExplainConcepts(rows.Row(3)).Concepts.ToArray());
        var (stability, stabilityOfOne) = (ContinuousStability.Estimate(two, rows, 0.5, steps: 5), ContinuousStability.Estimate(one, One.Features, 0.5, steps: 5));
        Assert.Equal(stabilityOfOne.Select(estimate => estimate.Ratio), stability.Select(estimate => estimate.Ratio));
        Assert.Equal(stabilityOfOne.SelectMany(estimate => estimate.Point!), stability.SelectMany(estimate => estimate.Point!));
        Assert.Equal(AdversarialConcepts.Find(one, One, 0.5, steps: 5), AdversarialConcepts.Find(two, Two, 0.5, steps: 5));
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("a", 2)]
    [InlineData("b", 3)]
    public void Masks_leave_the_other_inputs_whole(string? masked, int groups)
    {
        var smoothing = MaskSmoothing.Create(EquatableArray.Create(groups), 0.5, 8) with { Input = masked, Replacement = -0.5 };
        using var model = Network(smoothing, 2, 3);
        var (rows, smoothed) = (Two.SideBySide(model.Specification), model.Smoothed);
        Assert.Equal((groups, 5), (smoothed.Groups, smoothed.Width));
        var votes = smoothed.Vote(rows);
        var start = masked == "b" ? 2 : 0;
        for (var example = 0; example < Count; example++)
        {
            var shares = new int[3];
            for (var version = 0; version < 8; version++)
            {
                var row = rows.Row(example);
                for (var group = 0; group < groups; group++)
                {
                    row[start + group] = smoothed.Keeps(version, group) ? row[start + group] : -0.5f;
                }

                shares[model.Predict(row).Class]++;
            }

            Assert.Equal(shares.Select(count => count / 8.0), Enumerable.Range(0, 3).Select(index => votes[example].Share(index)));
        }

        var explanation = new bool[groups];
        explanation[0] = true;
        Assert.Equal(1, smoothed.Certify(rows.Row(0), explanation).Selected);
        Assert.Equal(["a", "b"], new Saliency().Attribute(smoothed.Score(), Two, new AttributionOptions { Target = new Target(TargetOutput.Probability) }).InputNames);
    }

    [Fact]
    public async Task Training_masks_the_input_that_is_named()
    {
        // Everything of the table is replaced by 9 in every step: what the labels have to do with it cannot be learned, and where they have nothing to do with it, nothing is lost.
        var smoothing = MaskSmoothing.Create(EquatableArray.Create(3), 0.25, 4) with { Input = "b", Replacement = 9, Training = MaskedTraining.FixedCount };
        using var masked = Network(smoothing, 2, 3);
        using var same = Network(smoothing with { Replacement = 9, Input = "b" }, 2, 3);
        using var other = Network(smoothing with { Replacement = -9 }, 2, 3);
        var options = new TrainingOptions { Epochs = 2, Workers = 1 };
        await masked.TrainAsync(Two, options, cancellationToken: TestContext.Current.CancellationToken);
        await same.TrainAsync(Two, options, cancellationToken: TestContext.Current.CancellationToken);
        await other.TrainAsync(Two, options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(masked.Copy(), same.Copy());
        Assert.NotEqual(masked.Copy(), other.Copy());
        var path = Path.GetTempFileName();
        try
        {
            masked.Save(path);
            same.Load(path);
            using var first = Network(MaskSmoothing.Create(EquatableArray.Create(2), 0.25, 4), 2, 3);
            Assert.ThrowsAny<Exception>(() => first.Load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task The_first_input_is_preprocessed_wherever_it_stands()
    {
        var features = Standardizer.Fit(Two);
        var train = features.Transform(Two);
        using var model = Network(2, 3);
        await model.TrainAsync(train, new TrainingOptions { Epochs = 1 }, cancellationToken: TestContext.Current.CancellationToken);
        var expected = Outputs(model.Predict(train));
        Assert.Equal(expected, Outputs(model.Predict(Two)));
        var beside = Dataset.ForClassification(Two.Find("b")!, Two.Labels.Span, 3).WithFeaturesName("b").WithInput("a", Two.Features);
        Assert.Equal(expected, Outputs(model.Predict(beside)));
        Assert.Equal(expected, Outputs(model.Predict(Two.SideBySide(model.Specification))));
        Assert.Equal(expected, Outputs(model.Predict(train.SideBySide(model.Specification))));
        Assert.Equal(expected.Take(3), model.Predict(Two.SideBySide(model.Specification).Row(0)).Outputs.ToArray());
        Assert.Equal(model.Attribute(train, new Saliency()).ForInput("b").Scores.ToArray(), model.Attribute(beside, new Saliency()).ForInput("b").Scores.ToArray());
    }

    [Fact]
    public async Task A_preprocessing_that_would_be_forgotten_is_refused()
    {
        var plain = Dataset.Unlabeled(Two.Find("b")!);
        var made = Standardizer.Fit(plain).Transform(plain).Features;
        var data = Two.WithInput("b", made);
        using var model = Network(2, 3);
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(data, new TrainingOptions { Epochs = 1 }, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(
            "The input 'b' of the training data has been preprocessed, but 'Two' keeps the preprocessing of its first input, 'a', alone, and would take raw values of 'b' as they are; make 'b' the first input, or give its values as plain numbers (FeatureMatrix.FromArray) here and wherever the model is used.",
            refusal.Message);
        await model.TrainAsync(Two.WithInput("b", FeatureMatrix.FromArray(made.ToArray(), made.Width)), new TrainingOptions { Epochs = 1 }, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static float[] Outputs(Rationale.Models.Predictions predictions) => [.. Enumerable.Range(0, predictions.Count).SelectMany(example => predictions.Outputs(example).ToArray())];

    private static FeatureMatrix Both() => FeatureMatrix.FromArray([.. Enumerable.Range(0, Count).SelectMany(example => (float[])[.. Data.Features.Row(example).AsSpan(0, 2), .. Data.Find("table")!.Row(example)])], 5);

    private static FeatureMatrix Columns(FeatureMatrix matrix, int start, int width) =>
        FeatureMatrix.FromArray([.. Enumerable.Range(0, matrix.Count).SelectMany(row => matrix.Row(row).Skip(start).Take(width))], width);

    private static Model Network(params int[] widths) => Network(null, widths);

    private static Model Network(MaskSmoothing? smoothing, params int[] widths) => Model.Interpret(
        new ModelSpecification(
            "Two",
            new EquatableArray<ModelInput>(widths.Select((width, index) => new ModelInput(widths.Length == 1 ? "both" : index == 0 ? "a" : "b", EquatableArray.Create(width)))),
            EquatableArray.Create<Layer>(new DenseLayer(6, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)),
            Small.Classes(3),
            Rationale.Graph.Objectives.TaskLoss.With(),
            new TrainingDefaults(),
            smoothing),
        seed: 4);
}
