using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Tests.Reference;

namespace Rationale.Tests.Attribution;

/// <summary>Every deterministic method against an independent implementation in float64, for every output and class.</summary>
public sealed class AttributionReferenceTests
{
    [Fact]
    public void Gradients_agree() => AttributionCase.Check(new Saliency { Absolute = false }, json => json.GetProperty("gradient").Doubles());

    [Fact]
    public void Saliency_agrees() => AttributionCase.Check(new Saliency(), json => [.. json.GetProperty("gradient").Doubles().Select(Math.Abs)]);

    [Fact]
    public void Input_times_gradient_agrees() => AttributionCase.Check(new InputXGradient(), json => json.GetProperty("inputXGradient").Doubles());

    [Theory]
    [InlineData(Quadrature.GaussLegendre)]
    [InlineData(Quadrature.Left)]
    [InlineData(Quadrature.Right)]
    [InlineData(Quadrature.Midpoint)]
    [InlineData(Quadrature.Trapezoid)]
    public void Integrated_gradients_agree_and_so_does_their_gap(Quadrature quadrature) => AttributionCase.Check(
        new IntegratedGradients { Steps = 8, Quadrature = quadrature, Baseline = AttributionCase.Baseline },
        json => json.GetProperty("integrated").GetProperty(quadrature.ToString()).GetProperty("scores").Doubles(),
        json => json.GetProperty("integrated").GetProperty(quadrature.ToString()).GetProperty("gap").GetDouble());

    [Fact]
    public void Kernel_shap_over_all_sets_gives_the_shapley_values() => AttributionCase.Check(
        new KernelShap { Baseline = AttributionCase.Baseline }, json => json.GetProperty("shapley").Doubles(), _ => 0);

    [Fact]
    public void Kernel_shap_over_all_sets_of_groups_gives_the_shapley_values() => AttributionCase.Check(
        new KernelShap { Groups = AttributionCase.Groups, Baseline = AttributionCase.Baseline }, json => json.GetProperty("shapleyOfGroups").Doubles(), _ => 0);

    [Fact]
    public void Occlusion_agrees() => AttributionCase.Check(new Occlusion { Baseline = AttributionCase.Baseline }, json => json.GetProperty("occlusion").Doubles());

    [Fact]
    public void Occlusion_of_groups_agrees() => AttributionCase.Check(
        new Occlusion { Groups = AttributionCase.Groups, Baseline = AttributionCase.Baseline }, json => json.GetProperty("occlusionOfGroups").Doubles());

    [Fact]
    public void Occlusion_by_windows_agrees() => AttributionCase.Check(
        new Occlusion { Window = [3], Strides = [2], Baseline = AttributionCase.Baseline }, json => json.GetProperty("windows").Doubles());

    [Fact]
    public void Ridge_regression_agrees_with_scikit_learn()
    {
        var json = AttributionCase.File.GetProperty("ridge");
        bool[][] kept = [.. json.GetProperty("kept").EnumerateArray().Select(row => Array.ConvertAll(row.Integers(), flag => flag == 1))];
        foreach (var one in json.GetProperty("cases").EnumerateArray())
        {
            var found = new double[6];
            RidgeSurrogate.TryMake(kept, json.GetProperty("weights").Doubles(), one.GetProperty("penalty").GetDouble(), TestContext.Current.CancellationToken)!.Solve(json.GetProperty("scores").Doubles(), found);
            Near.Check(one.GetProperty("coefficients").Doubles(), found, 1e-10);
        }
    }

    [Fact]
    public void Constrained_regression_agrees_with_elimination()
    {
        var json = AttributionCase.File.GetProperty("constrained");
        bool[][] kept = [.. json.GetProperty("kept").EnumerateArray().Select(row => Array.ConvertAll(row.Integers(), flag => flag == 1))];
        var found = new double[6];
        EfficientSurrogate.TryMake(kept, json.GetProperty("weights").Doubles(), TestContext.Current.CancellationToken)!.Solve(json.GetProperty("scores").Doubles(), found);
        Near.Check(json.GetProperty("values").Doubles(), found, 1e-10);
    }

    [Fact]
    public void Grad_cam_agrees()
    {
        var json = AttributionCase.File.GetProperty("cam");
        var layers = new EquatableArray<Layer>([
            new ConvLayer(4, new Window(3, 3, 2, 1), 1, true, Initialization.PyTorchDefault), new SoftplusLayer(), new FlattenLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)]);
        using var model = Model.Interpret(Small.Create(1, Small.Classes(3)) with { InputShape = EquatableArray.Create(6, 5, 2), Layers = layers });
        json.GetProperty("parameters").Singles().CopyTo(model.Runtime.Parameters);
        var rows = FeatureMatrix.FromArray(json.GetProperty("inputs").Singles(), 60);
        foreach (var one in json.GetProperty("cases").EnumerateArray())
        {
            var options = new AttributionOptions { Target = Target.ForClass(one.GetProperty("class").GetInt32(), Enum.Parse<TargetOutput>(one.GetProperty("output").GetString()!)) };
            var found = model.Attributed(rows, new GradCam { Relu = one.GetProperty("relu").GetBoolean() }, options).Scores.ToArray();
            Near.Check(
                [.. one.GetProperty("scores").Doubles().SelectMany(score => new[] { score, score })], [.. found.Select(score => (double)score)], AttributionCase.Rounding);
            Assert.Equal(found, model.Attributed(rows, new GradCam { Relu = one.GetProperty("relu").GetBoolean(), Layer = 0 }, options).Scores.ToArray());
        }
    }
}
