using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>A training that learns nothing, or not what was meant, says so.</summary>
public sealed class LearningWarningTests
{
    private static readonly ModelSpecification Plain = Small.Mlp(4, Small.Classes(3));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_divergence_that_stays_finite_is_told_and_the_advice_converges()
    {
        var data = Small.Plane(60);
        using var model = Model.Interpret(Small.Mlp(2, Small.Numbers(1)), seed: 1);
        var reports = new Reports();
        var options = new TrainingOptions { Epochs = 3, Optimizer = OptimizerKind.Adam, LearningRate = 1e6 };
        var result = await model.TrainAsync(data, options, reports, Token);
        var warning = Assert.Single(result.Warnings);
        Assert.Equal(TrainingWarningKind.Diverging, warning.Kind);
        Assert.EndsWith(": the training diverges with the learning rate 1E+06; train anew with a smaller one, say 1E+05.", warning.Message, StringComparison.Ordinal);
        Assert.Equal(result.Warnings, reports.All[^1].Warnings);

        using var other = Model.Interpret(Small.Mlp(2, Small.Numbers(1)), seed: 1);
        Assert.Empty((await other.TrainAsync(data, options with { LearningRate = 0.01 }, cancellationToken: Token)).Warnings);
    }

    [Fact]
    public async Task A_mask_that_no_term_reads_is_told()
    {
        var data = Small.Blobs(24).Marking(0);
        using var model = Model.Interpret(Plain, seed: 1);
        var warning = Assert.Single((await model.TrainAsync(data, cancellationToken: Token)).Warnings);
        Assert.Equal(
            new TrainingWarning(
                TrainingWarningKind.UnusedMask,
                "The data have the annotation mask 'annotations', but no term of 'Small' reads it, so that it changes nothing; declare [ExplainConstraint] on the model, or take the mask away with WithAnnotationMask(null)."),
            warning);
        Assert.Empty((await model.TrainAsync(data.WithAnnotationMask(null), cancellationToken: Token)).Warnings);
        using var constrained = Model.Interpret(Plain.With(Small.Sum), seed: 1);
        Assert.Empty((await constrained.TrainAsync(data, cancellationToken: Token)).Warnings);
        Assert.Empty((await constrained.TrainAsync(data, new TrainingOptions { ExplanationWeight = 0 }, cancellationToken: Token)).Warnings);
    }

    [Fact]
    public async Task Labels_of_one_class_are_told()
    {
        var data = Small.Blobs(12);
        var one = data.WithLabels(Enumerable.Repeat(1, 12).ToArray(), 3).WithClassNames(["cat", "dog", "owl"]);
        using var model = Model.Interpret(Plain, seed: 1);
        var warning = Assert.Single((await model.TrainAsync(one, cancellationToken: Token)).Warnings);
        Assert.Equal(
            new TrainingWarning(TrainingWarningKind.OneClass, "All 12 training examples are of class 1 ('dog'), so that 'Small' learns to answer nothing else; give it examples of every class."),
            warning);
        Assert.Empty((await model.TrainAsync(data.WithClassNames(["cat", "dog", "owl"]), cancellationToken: Token)).Warnings);
    }

    [Fact]
    public async Task Classes_without_examples_are_told_and_a_model_of_the_others_is_not()
    {
        var data = Small.Blobs(12, classes: 2);
        using var model = Model.Interpret(Plain, seed: 1);
        var warning = Assert.Single((await model.TrainAsync(data, cancellationToken: Token)).Warnings);
        Assert.Equal(
            new TrainingWarning(
                TrainingWarningKind.MissingClasses,
                "'Small' has 3 classes, but the training data have no example of class 2, so that it learns never to answer it; add examples of it, or declare [Classifier(2)]."),
            warning);

        using var two = Model.Interpret(Small.Mlp(4, Small.Classes(2)), seed: 1);
        Assert.Empty((await two.TrainAsync(data, cancellationToken: Token)).Warnings);
        Assert.Empty((await model.TrainAsync(data, new TrainingOptions { AlwaysInclude = Small.Blobs(3) }, cancellationToken: Token)).Warnings);

        // Only the first block of a stream has been seen when the training begins.
        Assert.Empty((await model.TrainAsync(DatasetStream.FromFiles(["2", "3"], classes => Small.Blobs(12, classes: classes[0] - '0')), cancellationToken: Token)).Warnings);
    }

    [Fact]
    public async Task Several_classes_without_examples_are_told_by_their_names()
    {
        string[] names = ["cat", "dog", "owl", "emu"];
        var data = Small.Blobs(12).WithLabels([.. Enumerable.Range(0, 12).Select(i => 1 + (2 * (i % 2)))], 4).WithClassNames(names);
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(4)), seed: 1);
        Assert.Equal(
            "'Small' has 4 classes, but the training data have no example of the classes 0 ('cat'), 2 ('owl'), so that it learns never to answer them; add examples of them, or number the others from 0 and declare [Classifier(2)].",
            Assert.Single((await model.TrainAsync(data, cancellationToken: Token)).Warnings).Message);
    }

    [Fact]
    public async Task Targets_far_from_unit_scale_are_told_and_standardized_ones_are_learned()
    {
        var plane = Small.Plane(200);
        var raw = plane.Targets!.ToArray();
        var prices = raw.Select(value => 400_000 + (50_000 * value)).ToArray();
        var (mean, deviation) = (prices.Average(), Math.Sqrt(prices.Select(price => Math.Pow(price - prices.Average(), 2)).Average()));
        var data = Dataset.ForRegression(plane.Features, FeatureMatrix.FromArray(prices, 1));
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        var options = new TrainingOptions { Epochs = 200, Optimizer = OptimizerKind.Adam, LearningRate = 0.01 };
        var warning = Assert.Single((await model.TrainAsync(data, options, cancellationToken: Token)).Warnings);
        Assert.Equal(TrainingWarningKind.TargetScale, warning.Kind);
        Assert.StartsWith(FormattableString.Invariant($"The targets of output 0 have the mean {mean:G4} and the standard deviation {deviation:G4}, far from unit scale"), warning.Message, StringComparison.Ordinal);
        Assert.True(model.Evaluate(data).RSquared < 0);

        var scale = Standardizer.Fit(data.Targets!);
        Assert.Contains("scale.Inverse", warning.Message, StringComparison.Ordinal);
        var standardized = data.WithTargets(scale.Transform(data.Targets!));
        using var other = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        Assert.Empty((await other.TrainAsync(standardized, options, cancellationToken: Token)).Warnings);
        Assert.True(other.Evaluate(standardized).RSquared > 0.9);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(5000, 5000, false)]
    [InlineData(999, -999, false)]
    [InlineData(1001, -1001, true)]
    [InlineData(1e-4f, -1e-4f, true)]
    [InlineData(0.01f, -0.01f, false)]
    public void Targets_are_measured_by_their_root_mean_square(float first, float second, bool told) =>
        Assert.Equal(told, TargetScale.Describe(FeatureMatrix.FromArray([first, second], 1)) is not null);

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value) => All.Add(value);
    }
}
