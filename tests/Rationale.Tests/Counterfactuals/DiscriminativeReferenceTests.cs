using Rationale.Attribution;
using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Tests.Attribution;
using Rationale.Tests.Reference;

namespace Rationale.Tests.Counterfactuals;

/// <summary>Every map of a pair against an independent implementation in float64.</summary>
public sealed class DiscriminativeReferenceTests
{
    private const double Rounding = 2e-5;

    public static TheoryData<string> Methods => [.. DiscriminativeMethod.All.Select(method => method.Name).Where(name => name != "random")];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Maps_agree(string name)
    {
        using var model = DacCase.Model();
        var maps = DiscriminativeMethod.All.Single(method => method.Name == name).Attribute(model, DacCase.Pairs, cancellationToken: TestContext.Current.CancellationToken);
        for (var pair = 0; pair < maps.Count; pair++)
        {
            DacCase.Near(DacCase.PairsJson[pair].GetProperty("maps").GetProperty(name).Doubles(), maps.Row(pair), Rounding);
        }
    }

    [Fact]
    public void Guided_gradients_agree()
    {
        using var model = DacCase.Model();
        for (var pair = 0; pair < DacCase.Pairs.Count; pair++)
        {
            var found = model.Attributed(FeatureMatrix.FromArray(DacCase.Pairs.Real.Row(pair), 288), new GuidedBackpropagation(), Options(pair));
            DacCase.Near(DacCase.PairsJson[pair].GetProperty("guided").Doubles(), found.Scores.Row(0), Rounding);
        }
    }

    [Fact]
    public void Deep_lift_from_zero_agrees_and_is_complete()
    {
        using var model = DacCase.Model();
        for (var pair = 0; pair < DacCase.Pairs.Count; pair++)
        {
            var found = model.Attributed(FeatureMatrix.FromArray(DacCase.Pairs.Real.Row(pair), 288), new DeepLift(), Options(pair));
            DacCase.Near(DacCase.PairsJson[pair].GetProperty("multipliedFromZero").Doubles(), found.Scores.Row(0), Rounding);
            Assert.Equal(0, found.ConvergenceDelta[0], Rounding);
        }
    }

    [Fact]
    public void A_named_layer_is_the_numbered_one()
    {
        using var model = DacCase.Model();
        Assert.Equal(["conv1", "relu1", "maxPool1", "conv2", "leakyRelu1", "flatten1", "dense1", "tanh1", "dense2"], LayerNames.List(model.Specification));
        var maps = new DiscriminativeGradCam { LayerName = "conv2" }.Attribute(model, DacCase.Pairs, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(new DiscriminativeGradCam().Attribute(model, DacCase.Pairs, cancellationToken: TestContext.Current.CancellationToken).ToArray(), maps.ToArray());
        var named = model.Attributed(DacCase.Pairs.Real, new GradCam { LayerName = "conv1" }, Options(0)).Scores.ToArray();
        Assert.Equal(model.Attributed(DacCase.Pairs.Real, new GradCam { Layer = 0 }, Options(0)).Scores.ToArray(), named);
        Assert.NotEqual(model.Attributed(DacCase.Pairs.Real, new GradCam(), Options(0)).Scores.ToArray(), named);
    }

    private static AttributionOptions Options(int pair) => new() { Target = Target.ForClass(DacCase.Pairs.From.Span[pair]) };
}
