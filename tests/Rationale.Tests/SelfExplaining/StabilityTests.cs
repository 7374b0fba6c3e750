using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.SelfExplaining;

namespace Rationale.Tests.SelfExplaining;

/// <summary>Stability of linear relevances of the identity, where the ratio is known.</summary>
public class StabilityTests
{
    /// <summary>θ(x) = 2 x₀ in one place: two examples that differ in x₀ alone have the ratio 2, examples that differ in x₁ alone have 0.</summary>
    [Fact]
    public void Neighbors_of_a_linear_relevance_have_its_slope()
    {
        using var model = Linear();
        var rows = FeatureMatrix.FromArray([0, 0, 1, 0, 0, 1, 50, 0], 2);
        var estimates = DiscreteStability.Estimate(ConceptExplanations.Compute(model, rows, cancellationToken: TestContext.Current.CancellationToken), rows, radius: 1.2, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, estimates[0], 1e-5);
        Assert.Equal(2, estimates[1], 1e-5);
        Assert.Equal(0, estimates[2], 1e-5);
        Assert.True(double.IsNaN(estimates[3]));
    }

    /// <summary>The steepest way of the same relevance is along x₀.</summary>
    [Fact]
    public void The_search_in_a_ball_finds_the_slope_of_a_linear_relevance()
    {
        using var model = Linear();
        var rows = FeatureMatrix.FromArray([0.3f, 0.1f, -2f, 5f, 1f, 1f], 2);
        var estimates = ContinuousStability.Estimate(model, rows, radius: 0.5, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(rows.Count, estimates.Count);
        Assert.All(estimates, estimate => Assert.InRange(estimate.Ratio, 1.98, 2.001));
    }

    /// <summary>The point is in the ball, and what was found there is what θ = 2 x₀ and h = x say by hand.</summary>
    [Fact]
    public void The_point_that_is_told_has_the_ratio_that_is_told()
    {
        using var model = Linear();
        var rows = FeatureMatrix.FromArray([0.3f, 0.1f, -2f, 5f, 1f, 1f], 2);
        var estimates = ContinuousStability.Estimate(model, rows, radius: 0.5, steps: 3, seed: 4, cancellationToken: TestContext.Current.CancellationToken);
        for (var row = 0; row < rows.Count; row++)
        {
            var (anchor, point) = (rows.Row(row), estimates[row].Point!);
            var (first, second) = ((double)point[0] - anchor[0], (double)point[1] - anchor[1]);
            var moved = Math.Sqrt((first * first) + (second * second));
            Assert.InRange(moved, 1e-3, 0.5001);
            Assert.Equal(2 * Math.Abs(first) / moved, estimates[row].Ratio, 1e-4);
        }
    }

    /// <summary>The identity moves as far as the features do, so both distances give the same.</summary>
    [Fact]
    public void By_features_the_identity_has_the_same_estimates()
    {
        using var model = Linear();
        var rows = FeatureMatrix.FromArray([0.3f, 0.1f, -2f, 5f], 2);
        var token = TestContext.Current.CancellationToken;
        Assert.Equal(
            Ratios(ContinuousStability.Estimate(model, rows, radius: 0.5, cancellationToken: token)),
            Ratios(ContinuousStability.Estimate(model, rows, radius: 0.5, distance: StabilityDistance.Features, cancellationToken: token)));
    }

    /// <summary>Concepts of half the size of the features: the ratio by features is half as large.</summary>
    [Fact]
    public void By_features_the_size_of_concepts_does_not_matter()
    {
        using var model = KnownSenn.Create([2, 0, 0, 2], [3, 0, 0, 0, 0, 0, 0, 0]);
        var rows = FeatureMatrix.FromArray([0.3f, 0.1f], 2);
        var token = TestContext.Current.CancellationToken;
        Assert.InRange(ContinuousStability.Estimate(model, rows, radius: 0.5, cancellationToken: token)[0].Ratio, 1.485, 1.501);
        Assert.InRange(ContinuousStability.Estimate(model, rows, radius: 0.5, distance: StabilityDistance.Features, cancellationToken: token)[0].Ratio, 2.97, 3.001);
    }

    /// <summary>Concepts that stand still have no ratio, whatever the relevances do.</summary>
    [Fact]
    public void Without_a_move_of_the_concepts_there_is_no_estimate()
    {
        // Both examples lie far inside the flat part of a rectifier: h is zero in the whole ball, and so is its slope.
        var concepts = new LearnedConcepts(EquatableArray.Create<Layer>(new DenseLayer(1, true, Initialization.PyTorchDefault), new ReluLayer()), new EquatableArray<Layer>([]));
        var network = new SelfExplainingNetwork(concepts, EquatableArray.Create<Layer>(new DenseLayer(2, false, Initialization.PyTorchDefault)), 2, ConceptAggregator.Sum);
        using var model = Model.Interpret(new ModelSpecification(
            "Flat", EquatableArray.Create(2), EquatableArray.Create<Layer>(network), new ClassifierTask(2, Reduction.Mean), TaskLoss.With(new RobustnessPenalty(new Target(TargetOutput.Logit, TargetClass.All), RobustnessReduction.MeanOfNorms, 1)), new TrainingDefaults()));
        foreach (var parameter in model.Runtime.Layout.Where(parameter => parameter.Shape.Length == 1))
        {
            model.Runtime.Parameters[parameter.Offset] = -100;
        }

        var rows = FeatureMatrix.FromArray([0.3f, 0.1f, -2f, 1f], 2);
        Assert.All(ContinuousStability.Estimate(model, rows, radius: 0.5, cancellationToken: TestContext.Current.CancellationToken), estimate => Assert.True(double.IsNaN(estimate.Ratio) && estimate.Point is null));
    }

    private static IEnumerable<double> Ratios(IEnumerable<StabilityEstimate> estimates) => estimates.Select(estimate => estimate.Ratio);

    private static Model Linear()
    {
        var network = new SelfExplainingNetwork(new IdentityConcepts(false), EquatableArray.Create<Layer>(new DenseLayer(4, false, Initialization.PyTorchDefault)), 2, ConceptAggregator.Sum);
        var model = Model.Interpret(new ModelSpecification(
            "Linear", EquatableArray.Create(2), EquatableArray.Create<Layer>(network), new ClassifierTask(2, Reduction.Mean), TaskLoss.With(new RobustnessPenalty(new Target(TargetOutput.Logit, TargetClass.All), RobustnessReduction.MeanOfNorms, 1)), new TrainingDefaults()));
        model.Runtime.Parameters.Clear();
        model.Runtime.Parameters[0] = 2;
        return model;
    }
}
