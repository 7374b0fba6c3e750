using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Tests.Models;

namespace Rationale.Tests.Attribution;

/// <summary>What each method promises: closed forms of linear models, completeness, the axioms of Shapley values.</summary>
public sealed class AttributionPropertyTests
{
    private static readonly FeatureMatrix Rows = Small.Blobs(12, inputs: 6).Features;
    private static readonly Baseline Mean = Baseline.Mean(Rows);

    /// <summary>w ⊙ (x − x′), which every complete method must give for x W + b.</summary>
    public static TheoryData<AttributionMethod> CompleteMethods =>
    [
        new IntegratedGradients { Steps = 3, Baseline = Mean },
        new IntegratedGradients { Steps = 1, Quadrature = Quadrature.Left, Baseline = Mean },
        new KernelShap { Baseline = Mean },
        new KernelShap { Samples = 40, Baseline = Mean },
        new Occlusion { Baseline = Mean },
        new Lime { Penalty = 0, Samples = 100, Baseline = Mean },
    ];

    [Theory]
    [MemberData(nameof(CompleteMethods))]
    public void A_linear_model_has_a_closed_form(AttributionMethod method)
    {
        using var model = Model.Interpret(Small.Linear(6, Small.Classes(3)), seed: 3);
        for (var k = 0; k < 3; k++)
        {
            var found = model.Attributed(Rows, method, new AttributionOptions { Target = Target.ForClass(k) });
            for (var row = 0; row < Rows.Count; row++)
            {
                for (var i = 0; i < 6; i++)
                {
                    Assert.Equal(model.Copy()[(i * 3) + k] * (Rows[row, i] - MeanOf(i)), found.Scores[row, i], 2e-5);
                }

                Assert.True(double.IsNaN(found.ConvergenceDelta[row]) || Math.Abs(found.ConvergenceDelta[row]) < 2e-5);
            }
        }
    }

    [Fact]
    public void Lime_recovers_the_weights_of_a_linear_model_and_shrinks_them_with_a_penalty()
    {
        using var model = Model.Interpret(Small.Linear(6, Small.Numbers(2)), seed: 3);
        var ones = FeatureMatrix.Repeat(Enumerable.Repeat(1f, 6).ToArray(), 1);
        var options = new AttributionOptions { Target = Target.ForClass(1) };
        var plain = model.Attributed(ones, new Lime { Penalty = 0 }, options).Scores.Row(0);
        var shrunk = model.Attributed(ones, new Lime { Penalty = 0.1 }, options).Scores.Row(0);
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(model.Copy()[(i * 2) + 1], plain[i], 1e-5);
        }

        Assert.True(shrunk.Sum(Math.Abs) < 0.9 * plain.Sum(Math.Abs));
    }

    [Fact]
    public void More_samples_leave_the_shrinkage_of_Lime_as_it_is()
    {
        using var model = Model.Interpret(Small.Linear(6, Small.Numbers(2)), seed: 3);
        var ones = FeatureMatrix.Repeat(Enumerable.Repeat(1f, 6).ToArray(), 1);
        var weights = Enumerable.Range(0, 6).Select(i => model.Copy()[(i * 2) + 1]).ToArray();

        // Shares of the true weights that are left, averaged over seeds: in expectation the share depends on the penalty for each sample alone.
        double Share(int samples) => Enumerable.Range(0, 40).Average(seed =>
        {
            var options = new AttributionOptions { Target = Target.ForClass(1), Seed = (ulong)seed };
            var found = model.Attributed(ones, new Lime { Samples = samples, Penalty = 0.01, KernelWidth = 10 }, options).Scores.Row(0);
            return found.Zip(weights, (value, weight) => value * weight).Sum() / weights.Sum(weight => weight * weight);
        });

        // Sets are kept with probability 1/2, so the variance of a flag is 1/4 and the ridge leaves (1/4) / (1/4 + 0.01).
        foreach (var samples in (int[])[100, 400, 1600])
        {
            Assert.Equal(0.25 / 0.26, Share(samples), 0.01);
        }
    }

    [Fact]
    public void Expected_gradients_of_a_linear_model_depend_on_the_mean_background_only()
    {
        using var model = Model.Interpret(Small.Linear(6, Small.Classes(3)), seed: 3);
        var background = FeatureMatrix.Repeat(Rows.Row(3), 5);
        var found = model.Attributed(Rows, new ExpectedGradients(background) { Samples = 7 }, new AttributionOptions { Target = Target.ForClass(2) });
        for (var row = 0; row < Rows.Count; row++)
        {
            Assert.Equal(0, found.ConvergenceDelta[row], 1e-5);
            Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(model.Copy()[(i * 3) + 2] * (Rows[row, i] - Rows[3, i]), found.Scores[row, i], 1e-5));
        }
    }

    [Fact]
    public void Expected_gradients_tend_to_completeness()
    {
        using var model = Model.Interpret(Small.Mlp(6, Small.Classes(3)), seed: 3);
        double Gap(int samples) => model.Attributed(Rows, new ExpectedGradients(Rows) { Samples = samples }).ConvergenceDelta.Average(Math.Abs);
        var (few, many) = (Gap(20), Gap(2000));
        Assert.True(many < few / 4, $"{few} with 20 samples, {many} with 2,000");
    }

    [Fact]
    public void Local_attributions_are_not_multiplied_by_the_way()
    {
        using var model = Model.Interpret(Small.Linear(6, Small.Classes(3)), seed: 3);
        var options = new AttributionOptions { Target = Target.ForClass(1) };
        foreach (AttributionMethod method in new AttributionMethod[] { new IntegratedGradients { MultiplyByInputs = false }, new ExpectedGradients(Rows) { MultiplyByInputs = false } })
        {
            var found = model.Attributed(Rows, method, options);
            Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(model.Copy()[(i * 3) + 1], found.Scores[5, i], 1e-5));
            Assert.Equal(0, found.ConvergenceDelta[5], 1e-4);
        }
    }

    [Fact]
    public void Gauss_and_legendre_integrate_polynomials_exactly_and_nodes_lie_within()
    {
        foreach (var steps in new[] { 1, 2, 3, 8, 50, 257 })
        {
            foreach (var quadrature in Enum.GetValues<Quadrature>())
            {
                var (nodes, weights) = Quadratures.Create(quadrature, steps);
                Assert.Equal(1, weights.Sum(), 1e-12);
                Assert.All(nodes, node => Assert.InRange(node, 0, 1));
                Assert.Equal(nodes.Order(), nodes);
                for (var degree = 0; quadrature == Quadrature.GaussLegendre && degree < Math.Min(2 * steps, 40); degree++)
                {
                    Assert.Equal(1.0 / (degree + 1), nodes.Zip(weights, (node, weight) => weight * Math.Pow(node, degree)).Sum(), 1e-12);
                }
            }
        }
    }

    [Fact]
    public void Shapley_values_obey_their_axioms_with_all_sets_and_with_some()
    {
        // Feature 4 is ignored; features 1 and 2 enter with the same weights.
        using var model = Model.Interpret(Small.Mlp(6, Small.Classes(3)), seed: 3);
        var weights = model.Runtime.Parameters;
        weights.Slice(4 * 8, 8).Clear();
        weights.Slice(1 * 8, 8).CopyTo(weights[(2 * 8)..]);
        var x = FeatureMatrix.FromArray([0.4f, 1.3f, 1.3f, -0.2f, 5, 0.7f], 6);
        foreach (var samples in new[] { 62, 2048 })
        {
            var found = model.Attributed(x, new KernelShap { Samples = samples }, new AttributionOptions { Target = new Target(TargetOutput.Probability) });
            var (at, from) = (model.Predict(x.Row(0)).Probabilities, model.Predict(new float[6]).Probabilities);
            Assert.Equal(at[found.Classes[0]] - from[found.Classes[0]], found.Scores.Row(0).Sum(), 1e-5);
            Assert.Equal(0, found.Scores[0, 4], 1e-6);
            Assert.Equal(found.Scores[0, 1], found.Scores[0, 2], 1e-6);
        }
    }

    [Fact]
    public void A_single_group_gets_everything()
    {
        using var model = Model.Interpret(Small.Mlp(6, Small.Classes(3)), seed: 3);
        var found = model.Attributed(Rows, new KernelShap { Groups = FeatureGroups.FromAssignment(new int[6]) }, new AttributionOptions { Target = Target.ForClass(1) });
        Assert.Equal(model.Predict(Rows.Row(2)).Outputs[1] - model.Predict(new float[6]).Outputs[1], found.Scores[2, 0], 1e-6);
    }

    [Fact]
    public void Sampled_shapley_values_tend_to_the_exact_ones()
    {
        using var model = Model.Interpret(Small.Mlp(12, Small.Classes(3), hidden: 20), seed: 3);
        var random = new RandomSource(5);
        foreach (ref var parameter in model.Runtime.Parameters)
        {
            parameter = (float)random.NextNormal();
        }

        var rows = Small.Blobs(6, inputs: 12).Features;
        var exact = model.Attributed(rows, new KernelShap { Samples = 5000 }).Scores.ToArray();
        double Error(int samples) => model.Attributed(rows, new KernelShap { Samples = samples }).Scores.ToArray().Zip(exact, (found, value) => Math.Abs(found - value)).Average();
        var errors = new[] { Error(40), Error(400), Error(3000), Error(4094) };
        Assert.True(errors[0] > 2 * errors[1] && errors[1] > errors[2] && errors[2] > 0 && errors[3] == 0, string.Join(", ", errors));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 6)]
    [InlineData(7, 126)]
    [InlineData(8, 254)]
    public void Few_groups_are_looked_at_completely_with_the_weights_of_the_shapley_kernel(int groups, int sets)
    {
        var (kept, weights) = KernelWeights.Sample(groups, 1000, new RandomSource(1));
        Assert.Equal(sets, kept.Select(set => string.Concat(set.Select(keep => keep ? '1' : '0'))).Distinct().Count());
        Assert.Equal(sets, kept.Count);
        Assert.Equal(1, weights.Sum(), 1e-12);
        for (var i = 0; i < sets; i++)
        {
            var size = kept[i].Count(keep => keep);
            var first = kept[0].Count(keep => keep);
            Assert.Equal(Kernel(groups, first) / Kernel(groups, size), weights[0] / weights[i], 1e-9);
        }

        static double Kernel(int n, int k) => (n - 1) / (Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i) * k * (n - k));
    }

    [Theory]
    [InlineData(9, 60)]
    [InlineData(30, 200)]
    [InlineData(100, 150)]
    [InlineData(784, 3616)]
    public void Many_groups_are_drawn_in_pairs_with_the_mass_of_each_size(int groups, int samples)
    {
        var (kept, weights) = KernelWeights.Sample(groups, samples, new RandomSource(1));
        Assert.InRange(kept.Count, samples - 1, samples);
        Assert.Equal(1, weights.Sum(), 1e-9);
        Assert.All(Enumerable.Range(0, groups), group => Assert.Equal(0.5, kept.Zip(weights, (set, weight) => set[group] ? weight : 0).Sum(), 1e-9));
        Assert.DoesNotContain(kept, set => set.All(keep => keep) || !set.Any(keep => keep));
    }

    [Fact]
    public void Noise_of_none_changes_nothing_and_has_no_variance()
    {
        using var model = Model.Interpret(Small.Mlp(6, Small.Classes(3)), seed: 3);
        var gradient = model.Attributed(Rows, new Saliency { Absolute = false }).Scores.ToArray();
        Assert.Equal(gradient, model.Attributed(Rows, new SmoothGrad { NoiseLevel = 0, Samples = 4 }).Scores.ToArray());
        Assert.All(model.Attributed(Rows, new VarGrad { Deviation = 0, Samples = 4 }).Scores.ToArray(), score => Assert.Equal(0, score));
        var squared = model.Attributed(Rows, new SmoothGradSquared { NoiseLevel = 0, Samples = 4 }).Scores.ToArray();
        Assert.All(Enumerable.Range(0, squared.Length), i => Assert.Equal(gradient[i] * (double)gradient[i], squared[i], 1e-6));
    }

    [Fact]
    public void Noise_averages_what_its_inner_method_says()
    {
        // The gradient of a softplus logit under noise: mean and variance by an integral over the one direction that matters.
        using var model = Model.Interpret(Small.Create(2, Small.Numbers(1), new DenseLayer(1, true, Initialization.PyTorchDefault), new SoftplusLayer(), new DenseLayer(1, false, Initialization.PyTorchDefault)));
        new float[] { 1.5f, -0.5f, 0.2f, 2 }.CopyTo(model.Runtime.Parameters);
        var x = FeatureMatrix.FromArray([0.3f, -1], 2);
        var options = new AttributionOptions { Target = Target.ForClass(0) };
        var deviation = 0.4 * Math.Sqrt((1.5 * 1.5) + (0.5 * 0.5));
        var (mean, square) = (0.0, 0.0);
        for (var t = -8.0; t <= 8; t += 0.01)
        {
            var (density, slope) = (0.01 * Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI), 2 * 1.5 / (1 + Math.Exp(-((1.5 * 0.3) + 0.5 + 0.2 + (deviation * t)))));
            (mean, square) = (mean + (density * slope), square + (density * slope * slope));
        }

        const int samples = 20_000;
        Assert.Equal(mean, model.Attributed(x, new SmoothGrad { Deviation = 0.4, Samples = samples }, options).Scores[0, 0], 5 * Math.Sqrt((square - (mean * mean)) / samples));
        Assert.Equal(square - (mean * mean), model.Attributed(x, new VarGrad { Deviation = 0.4, Samples = samples }, options).Scores[0, 0], 0.05 * (square - (mean * mean)));
        Assert.Equal(
            model.Attributed(x, new VarGrad { Deviation = 0.15 * 1.3, Samples = 10 }, options).Scores.ToArray(),
            model.Attributed(x, new VarGrad { Samples = 10 }, options).Scores.ToArray(),
            (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Noise_takes_any_inner_method_groups_included()
    {
        using var model = AttributionCase.Model();
        var found = model.Attributed(AttributionCase.Examples, new SmoothGrad { NoiseLevel = 0, Samples = 3, Inner = new KernelShap { Groups = AttributionCase.Groups } });
        var inner = model.Attributed(AttributionCase.Examples, new KernelShap { Groups = AttributionCase.Groups });
        Assert.Equal(3, found.Scores.Width);
        Assert.Equal(inner.Scores.ToArray(), found.Scores.ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    private static float MeanOf(int feature) => (float)Enumerable.Range(0, Rows.Count).Average(row => (double)Rows[row, feature]);
}
