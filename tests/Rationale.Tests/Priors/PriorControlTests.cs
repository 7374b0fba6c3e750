using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;
using Rationale.Randomness;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Priors;

/// <summary>A prior beside its controls, and what a trained prior says.</summary>
public sealed class PriorControlTests
{
    private const int Features = 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>y = x₀ + x₁; the first meta-feature tells which features matter, the second is noise.</summary>
    private static Dataset Data(int examples = 120, ulong seed = 4)
    {
        var random = new RandomSource(seed);
        float[] x = [.. Enumerable.Range(0, examples * Features).Select(_ => (float)random.NextNormal())];
        float[] y = [.. Enumerable.Range(0, examples).Select(row => x[row * Features] + x[(row * Features) + 1])];
        return Dataset.ForRegression(FeatureMatrix.FromArray(x, Features), FeatureMatrix.FromArray(y, 1)).WithMetaFeatures(Known);
    }

    private static MetaFeatures Known
    {
        get
        {
            var random = new RandomSource(7);
            return MetaFeatures.Create(FeatureMatrix.FromArray([.. Enumerable.Range(0, Features).SelectMany(feature => new[] { feature < 2 ? 1f : 0, (float)random.NextNormal() })], 2), ["known", "noise"]);
        }
    }

    private static ModelSpecification Specification(params Layer[] behind) => (Small.Mlp(Features, Small.Numbers(1, Reduction.Mean)) with { Training = new TrainingDefaults(Epochs: 12, BatchSize: 20, LearningRate: 0.01) }).With(
        new AttributionPrior(0.3, 2, new EquatableArray<Layer>([new DenseLayer(1, true, Initialization.PyTorchDefault), .. behind]),
            new AttributionSource(AttributionKind.ExpectedGradients, 1, new Target(TargetOutput.Logit, TargetClass.All)), false, PenaltyNorm.L1, 0.02));

    [Fact]
    public async Task The_four_variants_differ_by_what_makes_them_differ_and_by_nothing_else()
    {
        using var model = Model.Interpret(Specification(), seed: 1);
        var before = model.Copy();
        var options = new PriorControlOptions { Runs = 3, Seed = 5, Relevance = _ => [.. Enumerable.Range(0, Features).Select(feature => feature < 2)] };
        var told = new List<PriorControlProgress>();
        var result = await model.TrainWithControlsAsync(Data(), options, new ImmediateProgress(told), Token);
        Assert.Equal(before, model.Copy());
        Assert.Equal([PriorControl.NoPrior, PriorControl.ZeroPrior, PriorControl.NoisePrior, PriorControl.TruePrior], result.Variants.Select(row => row.Control));
        Assert.Equal(12, told.Count);
        Assert.Equal(12, told.Max(report => report.Done));
        Assert.Equal(6, result.Comparisons.Count);
        Assert.Equal(12, result.Variants.SelectMany(row => row.Runs).Select(run => run.Value).Distinct().Count());
        Assert.Equal(1, result[PriorControl.TruePrior].MeanPriorAuc);
        Assert.True(double.IsNaN(result[PriorControl.NoPrior].MeanPriorAuc));

        // The variants by hand, from the same seeds and splits.
        var shuffled = Data().Shuffle(6);
        var (train, validation, test) = (shuffled.Take(72), shuffled.Skip(72).Take(24), shuffled.Skip(96));
        var plain = new TrainingOptions { Seed = 6, Validation = validation, Workers = 1 };
        Assert.Equal(await ByHandAsync(train, plain with { Coefficients = new() { [AttributionPrior.Key] = 0 } }), result[PriorControl.NoPrior].Runs[1].Value);
        Assert.Equal(await ByHandAsync(train, plain), result[PriorControl.TruePrior].Runs[1].Value);
        var sparse = Specification().Without(AttributionPrior.Key).With(new SparseAttributionPenalty(0.3, SparsityMeasure.L1, new AttributionSource(AttributionKind.ExpectedGradients, 1, new Target(TargetOutput.Logit, TargetClass.All))));
        using var l1 = Model.Interpret(sparse, seed: 6);
        l1.Workers = 1;
        await l1.TrainAsync(train, plain, cancellationToken: Token);
        Assert.Equal(l1.Evaluate(test).MeanSquaredError, result[PriorControl.ZeroPrior].Runs[1].Value, 1e-4);

        // What is done at the same time changes no number.
        var again = await model.TrainWithControlsAsync(Data(), options with { Parallel = 1 }, cancellationToken: Token);
        Assert.Equal(result.ToString(), again.ToString());

        async Task<double> ByHandAsync(Dataset some, TrainingOptions training)
        {
            using var one = Model.Interpret(Specification(), seed: 6);
            one.Workers = 1;
            await one.TrainAsync(some, training, cancellationToken: Token);
            return one.Evaluate(test).MeanSquaredError;
        }
    }

    [Fact]
    public void The_table_says_in_words_where_a_gain_comes_from()
    {
        PriorControlResult Result(params double[][] values) => new("accuracy", true, [.. Enum.GetValues<PriorControl>().Zip(values, (control, own) =>
            new PriorControlVariant(control, [.. own.Select((value, run) => new PriorControlRun(run, value, double.NaN, 1, 1))]))]);
        var moons = Result([0.58, 0.59, 0.57, 0.6], [0.83, 0.84, 0.82, 0.84], [0.84, 0.83, 0.83, 0.83], [0.83, 0.83, 0.83, 0.84]);
        Assert.Equal(
            [
                "The model with the prior is better than without it.",
                "A prior network fixed at zero, a mere penalty on the size of attributions, does as well within noise: the gain does not come from the meta-features.",
                "A prior over noise, does as well within noise: the gain does not come from the meta-features.",
            ],
            moons.Conclusions);
        Assert.StartsWith("variant      accuracy  ± s.e.\nno prior       0.5850  0.0065\nzero prior     0.8325  0.0048\n", moons.ToString());
        Assert.Contains("true prior − no prior = +0.2475 ± ", moons.ToString());
        Assert.Equal("A prior network fixed at zero, a mere penalty on the size of attributions, does worse: the meta-features contribute.", Result([0.5, 0.51, 0.5], [0.6, 0.61, 0.6], [0.6, 0.6, 0.61], [0.8, 0.81, 0.8]).Conclusions[1]);
        Assert.Equal("The prior makes no difference that exceeds noise.", Result([0.5, 0.6, 0.7], [0.6, 0.61, 0.6], [0.6, 0.6, 0.61], [0.6, 0.5, 0.71]).Conclusions[0]);
    }

    [Fact]
    public async Task What_does_not_fit_is_one_sentence()
    {
        using var plain = Model.Interpret(Small.Mlp(4, Small.Classes(3)));
        using var squashed = Model.Interpret(Specification(new SigmoidLayer()));
        using var model = Model.Interpret(Specification());
        await RefusedAsync(() => plain.TrainWithControlsAsync(Small.Blobs(20), cancellationToken: Token), "'Small' has no prior to compare; add [AttributionPrior].");
        await RefusedAsync(() => model.TrainWithControlsAsync(Data(), new() { Runs = 0 }, cancellationToken: Token), "PriorControlOptions.Runs is 0, but it must be at least 1.");
        await RefusedAsync(() => model.TrainWithControlsAsync(Data(), new() { TrainShare = 0.8, ValidationShare = 0.2 }, cancellationToken: Token), "TrainShare is 0.8 and ValidationShare 0.2, but the first must be above 0, the second 0 or more, and something must be left for the test.");
        await RefusedAsync(() => model.TrainWithControlsAsync(Data(), new() { Controls = [] }, cancellationToken: Token), "PriorControlOptions.Controls must name each variant once, and at least one.");
        await RefusedAsync(
            () => squashed.TrainWithControlsAsync(Data(), cancellationToken: Token),
            "The prior network of 'Small' ends with Sigmoid, so that it cannot be fixed at zero; end it with [Dense(1)], or leave PriorControl.ZeroPrior out.");
        await RefusedAsync(
            () => model.TrainAsync(Data(), new TrainingOptions { TermLearningRates = { ["robustness"] = 0 } }, cancellationToken: Token),
            "TermLearningRates has 'robustness', but no term of 'Small' with that name has parameters of its own; there are attributionPrior.");
        await RefusedAsync(
            () => model.TrainAsync(Data(), new TrainingOptions { TermLearningRates = { ["attributionPrior"] = -1 } }, cancellationToken: Token),
            "TermLearningRates[\"attributionPrior\"] is -1, but it must be a finite number of 0 or more.");
        var few = await squashed.TrainWithControlsAsync(Data(), new() { Runs = 1, Controls = [PriorControl.NoPrior, PriorControl.TruePrior] }, cancellationToken: Token);
        Assert.Equal(2, few.Variants.Count);

        static async Task RefusedAsync(Func<Task> action, string expected) => Assert.StartsWith(expected, (await Assert.ThrowsAsync<ArgumentException>(action)).Message);
    }

    [Fact]
    public async Task A_trained_prior_says_which_features_matter_and_by_which_meta_feature()
    {
        using var model = Model.Interpret(Specification(), seed: 1);
        await model.TrainAsync(Data(300), new TrainingOptions { Epochs = 40 }, cancellationToken: Token);
        var explanation = PriorExplanation.Create(model, Known);
        Assert.Equal([0, 1], explanation.Ranking.Take(2).Order());
        Assert.Equal(1, explanation.Auc([.. Enumerable.Range(0, Features).Select(feature => feature < 2)]));
        var shares = explanation.MetaFeatureShares;
        for (var feature = 0; feature < Features; feature++)
        {
            Assert.Equal(Math.Abs(explanation.Values[feature]), shares.Row(feature).Sum(), 1e-5f);
        }

        Assert.True(shares[0, 0] > 5 * shares[0, 1]);

        // g is linear: what it gives is W m + b, and a partial dependence is a broken line.
        var (w, own) = (model.Parameters.Values.ToArray()[^3..], Known.Values);
        for (var feature = 0; feature < Features; feature++)
        {
            Assert.Equal((own[feature, 0] * w[0]) + (own[feature, 1] * w[1]) + w[2], explanation.Values[feature], 1e-5f);
        }

        var dependence = explanation.PartialDependences[0];
        Assert.Equal(("known", 21, 0.0, 1.0), (dependence.Name, dependence.Points.Count, dependence.Points[0].Value, dependence.Points[^1].Value));
        Assert.Equal(Enumerable.Range(0, Features).Average(feature => Math.Abs((own[feature, 1] * w[1]) + w[2])), dependence.Points[0].Mean, 1e-5);
        Assert.True(dependence.Points[^1].Mean > 2 * dependence.Points[0].Mean);
        Assert.Contains("of 'known'", explanation.ToString());

        // The prior is a model like any other.
        using var prior = PriorModel.Create(model);
        var attribution = new IntegratedGradients { Baseline = Baseline.Zero }.Attribute(new ModelScore(prior), Dataset.Unlabeled(own), new AttributionOptions { Target = Target.ForClass(0) }, cancellationToken: Token);
        Assert.Equal(own[3, 1] * w[1], attribution.Scores[3, 1], 1e-4f);
        Assert.StartsWith("There are 1 meta-features, but [AttributionPrior(2)] of 'Small' takes 2", Assert.Throws<ArgumentException>(() => PriorExplanation.Create(model, MetaFeatures.Create(FeatureMatrix.FromArray([1, 2], 1)))).Message);
        Assert.StartsWith("There are 2 flags of relevance for 12 features", Assert.Throws<ArgumentException>(() => explanation.Auc([true, false])).Message);
    }

    [Fact]
    public void Meta_features_can_be_computed_and_replaced()
    {
        var moments = MetaFeatures.FromMoments(FeatureMatrix.FromArray([1, 10, 3, 20], 2));
        Assert.Equal([1, 2, 5, 15], moments.Values.ToArray());
        Assert.Equal(["standard deviation", "mean"], moments.Names);
        Assert.Equal([-1, -1, 1, 1], moments.Standardize().Values.ToArray());
        Assert.Equal([0, 0], MetaFeatures.Create(FeatureMatrix.FromArray([3, 3], 1)).Standardize().Values.ToArray());
        var noise = Known.ToNoise(3);
        Assert.Equal((Features, 2), (noise.Features, noise.Count));
        Assert.Equal(noise.Values.ToArray(), Known.ToNoise(3).Values.ToArray());
        Assert.NotEqual(noise.Values.ToArray(), Known.ToNoise(4).Values.ToArray());
    }

    private sealed class ImmediateProgress(List<PriorControlProgress> told) : IProgress<PriorControlProgress>
    {
        public void Report(PriorControlProgress value)
        {
            lock (told)
            {
                told.Add(value);
            }
        }
    }
}
