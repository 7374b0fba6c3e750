using Rationale.Attribution;
using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Metrics;
using Rationale.Tests.Attribution;
using Rationale.Tests.Models;

namespace Rationale.Tests.Counterfactuals;

/// <summary>What does not fit is refused in one sentence that names the thing, the value and the fix.</summary>
public sealed class CounterfactualErrorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Equal_images_are_refused_by_the_score_and_counted_by_the_filter()
    {
        using var model = DacCase.Model();
        var pairs = CounterfactualPairs.Concat(DacCase.Pairs, CounterfactualPairs.Create(DacCase.Pairs.Real, DacCase.Pairs.Real, 0, 1));
        Expect("The two images of pair 3 are equal, so that no mask changes anything between them; keep what PairFilter keeps", () => new DacMetric(pairs));
        var kept = new PairFilter { MinimumProbability = 0 }.Apply(model, pairs, cancellationToken: Token).Kept;
        Assert.Equal(3, new DacMetric(kept).Count);
    }

    [Fact]
    public void An_unknown_layer_lists_those_that_there_are()
    {
        using var model = DacCase.Model();
        Expect(
            "Grad-CAM was to look at the layer 'conv9' of 'Small', which does not exist; those that give images are conv1, relu1, maxPool1, conv2, leakyRelu1.",
            () => new DiscriminativeGradCam { LayerName = "conv9" }.Attribute(model, DacCase.Pairs, cancellationToken: Token));
        Expect("and no images; those that give images are conv1", () => new SingleImageGuidedGradCam { LayerName = "dense1" }.Attribute(model, DacCase.Pairs, cancellationToken: Token));
        Expect("look at layer 1 and at layer 'conv1'; name one", () => model.Attributed(DacCase.Pairs.Real, new GradCam { Layer = 1, LayerName = "conv1" }));
        Assert.Equal(3, new DiscriminativeGradCam { LayerName = "leakyRelu1" }.Attribute(model, DacCase.Pairs, cancellationToken: Token).Count);
    }

    [Fact]
    public void A_class_without_examples_lists_those_that_there_are()
    {
        var data = Dataset.ForClassification(FeatureMatrix.FromRows(new float[,] { { 0 }, { 1 } }), [0, 2], 3).WithClassNames(["cat", "dog", "cow"]);
        var source = CounterfactualSource.NearestExample(data);
        Expect("Class 1 ('dog') has no example among the images, which are of the classes 0, 2; name one of those, or give other examples.", () => source.Generate(data, 1, 0, cancellationToken: Token));
        Expect("Class 1 ('dog') has no example among the examples to choose the nearest from", () => source.Generate(data, 0, 1, cancellationToken: Token));
        Expect("the images have no labels; use Dataset.ForClassification", () => source.Generate(Dataset.Unlabeled(data.Features), 0, 2, cancellationToken: Token));
        Assert.Equal(1, source.Generate(data, 0, 2, cancellationToken: Token).Count);
    }

    [Fact]
    public void Pairs_that_do_not_fit_together_are_refused()
    {
        var (one, two, wide) = (FeatureMatrix.FromRows(new float[,] { { 0 } }), FeatureMatrix.FromRows(new float[,] { { 0 }, { 1 } }), FeatureMatrix.FromRows(new float[,] { { 0, 1 } }));
        Expect("1 real images of 1 values were given with 2 counterfactuals of 1", () => CounterfactualPairs.Create(one, two, 0, 1));
        Expect("1 real images of 1 values were given with 1 counterfactuals of 2", () => CounterfactualPairs.Create(one, wide, 0, 1));
        Expect("Pair 0 goes from class 1 to class 1; a counterfactual belongs to another class", () => CounterfactualPairs.Create(one, one, 1, 1));
        Expect("1 classes of real images and 2 of counterfactuals were given for 1 pairs", () => CounterfactualPairs.Create(one, one, [0], [1, 1]));
        Expect("is NaN", () => CounterfactualPairs.Create(one, FeatureMatrix.FromRows(new float[,] { { float.NaN } }), 0, 1));
        Expect("Value 0 of real image 1 is 1, but the images were declared to lie between 0 and 0.5", () => CounterfactualPairs.Create(two, two, 0, 1, new ValueRange(0, 0.5f)));
        Expect("A selection of 0 pairs", () => CounterfactualPairs.Create(one, one, 0, 1).Select([]));
    }

    [Fact]
    public void Pairs_that_do_not_fit_the_classifier_are_refused()
    {
        using var model = DacCase.Model();
        using var table = Model.Interpret(Small.Mlp(4, Small.Classes(3)));
        using var regressor = Model.Interpret(Small.Mlp(288, Small.Numbers(1)));
        var narrow = CounterfactualPairs.Create(FeatureMatrix.FromRows(new float[,] { { 0, 1, 2, 3 } }), FeatureMatrix.FromRows(new float[,] { { 1, 1, 2, 3 } }), 0, 1);
        Expect("[Input(12, 12, 2)]: 288", () => new DacMetric(narrow).Measure(model, narrow.Real, cancellationToken: Token));
        Expect("Masks of pixels need images, but 'Small' takes [Input(4)]; declare height, width and channels", () => new DacMetric(narrow).Measure(table, narrow.Real, cancellationToken: Token));
        Expect("'Small' is a regressor; give a classifier", () => new DacMetric(DacCase.Pairs).Measure(regressor, DacCase.Pairs.Real, cancellationToken: Token));
        Expect("'Small' knows the classes 0 to 2", () => new PairFilter().Apply(model, CounterfactualPairs.Create(DacCase.Pairs.Real, DacCase.Pairs.Counterfactual, 0, 3), cancellationToken: Token));
        Expect("2 maps of 288 scores were given for 3 pairs", () => new DacMetric(DacCase.Pairs).Measure(model, DacCase.Pairs.Real.Slice(0, 2), cancellationToken: Token));
        Expect("The oracle has 2 masks of 288 values for 3 pairs", () => new OracleMap(DacCase.Pairs.Real.Slice(0, 2)).Attribute(model, DacCase.Pairs, cancellationToken: Token));
        var spoiled = DacCase.Pairs.Real.ToArray();
        spoiled[300] = float.PositiveInfinity;
        Assert.Contains("Map 1 has the score", Assert.ThrowsAny<Exception>(() => new DacMetric(DacCase.Pairs).Measure(model, FeatureMatrix.FromArray(spoiled, 288), cancellationToken: Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Expect("MaskOptions.ClosingSize is 4, but it must be odd where Mode is Symmetric", () => new DacMetric(DacCase.Pairs, new MaskOptions { ClosingSize = 4 }));
        Expect("MaskOptions.ClosingSize is 0, but it must be at least 1", () => new DacMetric(DacCase.Pairs, MaskOptions.Faithful with { ClosingSize = 0 }));
        Expect("MaskOptions.BlurSize is 4, but it must be odd", () => new DacMetric(DacCase.Pairs, new MaskOptions { BlurSize = 4 }));
        Expect("MaskOptions.BlurSigma is 0, but it must be a finite number above 0", () => new DacMetric(DacCase.Pairs, new MaskOptions { BlurSigma = 0 }));
        Expect("PairFilter.MinimumProbability is 1, but it must be from 0 to below 1", () => new PairFilter { MinimumProbability = 1 }.Apply(null!, DacCase.Pairs, cancellationToken: Token));
        Expect("The confidence of an interval is 1", () => BootstrapInterval.Compute([1], 1));
        Assert.Equal(3, new DacMetric(DacCase.Pairs, MaskOptions.Faithful with { ClosingSize = 4 }).Count);
    }

    [Fact]
    public void Deep_lift_says_what_it_cannot_explain()
    {
        using var model = DacCase.Model();
        Expect("the attribution target is the probability of the predicted class; take the logit", () => model.Attributed(DacCase.Pairs.Real, new DeepLift(), new() { Target = new Target(TargetOutput.Probability) }));
        Assert.Equal(3, model.Attributed(DacCase.Pairs.Real, new DeepLift(), new() { Target = new Target(TargetOutput.Logit) }).Count);
        using var tokens = Model.Interpret(Small.Create(1, Small.Classes(2)) with
        {
            InputShape = EquatableArray.Create(3, 4),
            Layers = new EquatableArray<Layer>([new AttentionLayer(2, false, true, Initialization.PyTorchDefault), new FlattenLayer(), new DenseLayer(2, true, Initialization.PyTorchDefault)]),
        });
        Expect("DeepLIFT has no rule for Softmax, with which 'Small' computes; use integrated gradients", () => tokens.Attributed(FeatureMatrix.FromArray(new float[12], 12), new DeepLift()));
        Assert.Equal(1, tokens.Attributed(FeatureMatrix.FromArray(new float[12], 12), new IntegratedGradients()).Count);
    }

    private static void Expect(string sentence, Func<object?> action) => Assert.Contains(sentence, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
}
