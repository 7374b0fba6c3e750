using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Tests.Models;

namespace Rationale.Tests.Attribution;

/// <summary>What does not fit is said in one sentence.</summary>
public sealed class AttributionErrorTests
{
    private static readonly Dataset Data = Small.Blobs(4, inputs: 6);

    [Fact]
    public void Rows_classes_and_options_must_fit()
    {
        Refused("The examples have 5 features, but 'Small' takes [Input(6)]: 6 an example.", new Saliency(), data: Small.Blobs(4, inputs: 5));
        Refused("Class 3 was to be explained, but 'Small' knows the classes 0 to 2.", new Saliency(), new AttributionOptions { Target = Target.ForClass(3) });
        Refused("Example 3 has the label 3, but 'Small' knows the classes 0 to 2; give labels of these classes, or explain the predicted class.", new Saliency(), new AttributionOptions { Target = new Target(TargetOutput.Logit, TargetClass.Labeled) }, Small.Blobs(5, inputs: 6, classes: 4));
        Refused(
            "The labeled class was to be explained, but the data have no labels; explain the predicted class, or use Dataset.ForClassification.",
            new Saliency(),
            new AttributionOptions { Target = new Target(TargetOutput.Logit, TargetClass.Labeled) },
            Small.Plane(4, inputs: 6));
        Refused(
            "The attribution target is the output 9 of the predicted class, which does not exist; use one of Logit, Probability, LogProbability of one of Predicted, Labeled, All.",
            new Saliency(),
            new AttributionOptions { Target = new Target((TargetOutput)9) });
        Refused(
            "The attribution target is the probability summed over all classes, which is always 1; take the logit or the log-probability.",
            new Saliency(),
            new AttributionOptions { Target = new Target(TargetOutput.Probability, TargetClass.All) });
        Refused("AttributionOptions.MemoryLimit is 0, but it must be at least 1 byte.", new Saliency(), new AttributionOptions { MemoryLimit = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Target.ForClass(-1));
    }

    [Fact]
    public void A_regressor_has_neither_predicted_classes_nor_probabilities()
    {
        using var model = Model.Interpret(Small.Mlp(6, Small.Numbers(2)));
        Equal("The attribution target is the logit of the predicted class, but 'Small' is a regressor; name one of its 2 outputs with Target.ForClass.", model, new AttributionOptions());
        Equal("The attribution target is the logit of the labeled class, but 'Small' is a regressor; name one of its 2 outputs with Target.ForClass.", model, new AttributionOptions { Target = new Target(TargetOutput.Logit, TargetClass.Labeled) });
        Equal(
            "The attribution target is the probability of class 1, but 'Small' is a regressor and has no classes; use Logit, its output itself.",
            model,
            new AttributionOptions { Target = Target.ForClass(1, TargetOutput.Probability) });

        static void Equal(string expected, Model model, AttributionOptions options) =>
            Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Attributed(Data.Features, new Saliency(), options)).Message);
    }

    [Fact]
    public void Settings_of_methods_must_make_sense()
    {
        Refused("IntegratedGradients.Steps is 0, but it must be at least 1.", new IntegratedGradients { Steps = 0 });
        Refused("NoiseTunnel.Samples is 0, but it must be at least 1.", new SmoothGrad { Samples = 0 });
        Refused("NoiseTunnel.NoiseLevel is -0.5, but it must be a finite number of 0 or more.", new VarGrad { NoiseLevel = -0.5 });
        Refused("NoiseTunnel.Deviation is NaN, but it must be a finite number of 0 or more.", new VarGrad { Deviation = double.NaN });
        Refused("ExpectedGradients.Samples is 0, but it must be at least 1.", new ExpectedGradients(Data.Features) { Samples = 0 });
        Refused("The width of ExpectedGradients.Background is 2, but it must be 6, that of the examples.", new ExpectedGradients(FeatureMatrix.Repeat([1, 2], 3)));
        Refused("Lime.Samples is 1, but it must be at least 2.", new Lime { Samples = 1 });
        Refused("Lime.KernelWidth is 0, but it must be above 0.", new Lime { KernelWidth = 0 });
        Refused("Lime.Penalty is -1, but it must be a finite number of 0 or more.", new Lime { Penalty = -1 });
        Refused("Lime.Samples is 4, too few to tell 6 groups apart without a Penalty; take more samples, or a Penalty above 0.", new Lime { Samples = 4, Penalty = 0 });
        Refused("KernelShap.Samples is -1, but it must be 0 (for 2n + 2048) or more.", new KernelShap { Samples = -1 });
        Refused("KernelShap.Samples is 4, too few to tell 6 groups apart; take at least 18, or fewer groups.", new KernelShap { Samples = 4 });
        Refused("Occlusion.Window is [2, 2], but the input has the shape [6]; give 1 numbers of 1 or more.", new Occlusion { Window = [2, 2] });
        Refused("Occlusion.Strides is [0], but the input has the shape [6]; give 1 numbers of 1 or more.", new Occlusion { Window = [2], Strides = [0] });
        Refused("Occlusion.Strides has 3 in dimension 0, but the window is 2 long there; a longer stride would leave features out.", new Occlusion { Window = [2], Strides = [3] });
        Refused("Occlusion has both Groups and a Window; give one of them.", new Occlusion { Window = [2], Groups = FeatureGroups.FromAssignment([0, 0, 1, 1, 2, 2]) });
    }

    [Theory]
    [InlineData(6, 1)]
    [InlineData(6, 4)]
    [InlineData(72, 1)]
    [InlineData(72, 144)]
    [InlineData(72, 145)]
    public void The_advice_for_KernelShap_works(int groups, int samples)
    {
        var data = Small.Blobs(2, inputs: groups);
        using var model = Model.Interpret(Small.Mlp(groups, Small.Classes(3)));
        var refusal = Assert.Throws<ArgumentException>(() => model.Attributed(data.Features, new KernelShap { Samples = samples })).Message;
        Assert.StartsWith($"KernelShap.Samples is {samples}, too few to tell {groups} groups apart; take at least ", refusal, StringComparison.Ordinal);
        var advice = int.Parse(System.Text.RegularExpressions.Regex.Match(refusal, "at least ([0-9]+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(advice > samples);
        Assert.All(model.Attributed(data.Features, new KernelShap { Samples = advice }).ConvergenceDelta, delta => Assert.Equal(0, delta, 1e-4));
    }

    [Fact]
    public void Baselines_must_fit()
    {
        Refused("The baseline has 2 values, but an example has 6 features; both must have the same number.", new IntegratedGradients { Baseline = Baseline.Example([1, 2]) });
        Refused("3 baselines were given for 4 examples; give one for each, or Baseline.Example for all.", new Occlusion { Baseline = Baseline.PerExample(Data.Features.Slice(0, 3)) });
        Refused("The baseline has 2 values, but an example has 6 features; both must have the same number.", new KernelShap { Baseline = Baseline.Example([1, 2]) });
        Assert.Equal("The baseline is NaN, but it must be a finite number.", Assert.Throws<ArgumentException>(() => Baseline.Constant(float.NaN)).Message);
        Assert.Equal("Baseline 1 of example 0 is ∞, but every baseline must be a finite number; correct it, or leave the example out.", Assert.Throws<ArgumentException>(() => Baseline.Example([0, float.PositiveInfinity])).Message.Replace("Infinity", "∞", StringComparison.Ordinal));
    }

    [Fact]
    public void Grad_cam_needs_images()
    {
        Refused("Grad-CAM needs layers that give images, but 'Small' has none: its examples are [6]; use another method.", new GradCam());
        var layers = new EquatableArray<Layer>([new ConvLayer(2, new Window(2, 2), 1, true, Initialization.PyTorchDefault), new FlattenLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)]);
        using var model = Model.Interpret(Small.Create(1, Small.Classes(3)) with { InputShape = EquatableArray.Create(3, 2, 1), Layers = layers });
        Assert.Equal(
            "Grad-CAM was to look at the layer 'flatten1' of 'Small', which gives [4] and no images; those that give images are conv1.",
            Assert.Throws<ArgumentException>(() => model.Attributed(Data, new GradCam { Layer = 1 })).Message);
        Assert.Equal(
            "Grad-CAM was to look at the layer 'dense1' of 'Small', which gives [3] and no images; those that give images are conv1.",
            Assert.Throws<ArgumentException>(() => model.Attributed(Data, new GradCam { LayerName = "dense1" })).Message);
        Assert.Equal(
            "Grad-CAM was to look at layer 7, but 'Small' has the layers 0 to 2; those that give images are conv1.",
            Assert.Throws<ArgumentException>(() => model.Attributed(Data, new GradCam { Layer = 7 })).Message);
        Assert.Equal(Data.Features.Count, model.Attributed(Data, new GradCam { LayerName = "conv1" }).Count);
    }

    /// <summary>Without a convolution a layer must be named. A pooling of single pixels gives the image x itself, so that the map is x times the mean of the weights of the class.</summary>
    [Fact]
    public void Grad_cam_of_a_model_without_convolutions_needs_the_name_of_a_layer()
    {
        var layers = new EquatableArray<Layer>([new AveragePoolLayer(new Window(1, 1)), new FlattenLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)]);
        using var model = Model.Interpret(Small.Create(1, Small.Classes(3)) with { InputShape = EquatableArray.Create(3, 2, 1), Layers = layers }, seed: 2);
        Assert.Equal(
            "Grad-CAM looks at the last convolution or residual block unless a layer is named, but 'Small' has none; name one: those that give images are averagePool1.",
            Assert.Throws<ArgumentException>(() => model.Attributed(Data, new GradCam())).Message);
        var found = model.Attributed(Data, new GradCam { LayerName = "averagePool1" }, new AttributionOptions { Target = Target.ForClass(1, TargetOutput.Logit) });
        var weights = model.Parameters["dense1.weight"].ToArray();
        var mean = Enumerable.Range(0, 6).Average(pixel => weights[(pixel * 3) + 1]);
        for (var example = 0; example < Data.Features.Count; example++)
        {
            Assert.Equal(Data.Features.Row(example).Select(x => mean * x), found.Scores.Row(example), (one, other) => Math.Abs(one - other) < 1e-5);
        }
    }

    [Fact]
    public void Ids_can_be_replaced_but_not_moved()
    {
        using var model = Model.Interpret(Small.Create(4, Small.Classes(3), new EmbeddingLayer(10, 5), new FlattenLayer(), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)), seed: 3);
        var ids = FeatureMatrix.FromArray([1, 2, 9, 0, 3, 3, 4, 8], 4);
        foreach (var method in new AttributionMethod[] { new InputXGradient(), new IntegratedGradients(), new ExpectedGradients(ids), new SmoothGrad(), new VarGrad { Inner = new Saliency() } })
        {
            Assert.Equal(
                $"The method '{method.Name}' moves features or multiplies by them, but those of 'Small' are token ids; use Saliency, or Occlusion or KernelShap with a baseline of token ids.",
                Assert.Throws<ArgumentException>(() => model.Attributed(ids, method)).Message);
        }

        var shapley = model.Attributed(ids, new KernelShap { Baseline = Baseline.Constant(7) });
        Assert.Equal(model.Predict(ids.Row(0)).Outputs[shapley.Classes[0]] - model.Predict([7f, 7, 7, 7]).Outputs[shapley.Classes[0]], shapley.Scores.Row(0).Sum(), 1e-5);
        Assert.Equal(model.Runtime.Explain(ids.Row(1)).Values.ToArray(), model.Attributed(ids, new Saliency(), new AttributionOptions { Target = new Target(TargetOutput.Probability) }).Scores.Row(1), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.StartsWith("The token id in example 0 at position 0 is 10, but", Assert.Throws<ArgumentException>(() => model.Attributed(ids, new Occlusion { Baseline = Baseline.Constant(10) })).Message, StringComparison.Ordinal);
        Assert.StartsWith("The token id in example 0 at position 1 is 0.5, but", Assert.Throws<ArgumentException>(() => model.Attributed(FeatureMatrix.FromArray([1, 0.5f, 1, 1], 4), new Lime())).Message, StringComparison.Ordinal);
    }

    private static void Refused(string expected, AttributionMethod method, AttributionOptions? options = null, Dataset? data = null)
    {
        using var model = Model.Interpret(Small.Mlp(6, Small.Classes(3)));
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Attributed(data ?? Data, method, options)).Message);
    }
}
