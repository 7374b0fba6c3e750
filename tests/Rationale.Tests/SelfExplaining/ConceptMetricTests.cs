using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.SelfExplaining;
using Rationale.Tests.Models;

namespace Rationale.Tests.SelfExplaining;

/// <summary>Metrics of concepts on models whose numbers are known.</summary>
public sealed class ConceptMetricTests
{
    /// <summary>h = x, and class 1 gains x₀ + x₁ / 8: the first concept decides, the second one almost never.</summary>
    private static readonly float[] Identity = [1, 0, 0, 1];

    private static readonly float[] Weights = [0, 1, 0, 0.125f];

    private static readonly Dataset Data = Dataset.ForClassification(FeatureMatrix.FromArray([2, 1, 1, -1, -1, 1, -2, -1], 2), [1, 1, 0, 0], 2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Accuracy_falls_without_the_concept_that_decides()
    {
        using var model = KnownSenn.Create(Identity, new float[8], Weights);
        var found = ConceptAccuracy.Compute(ConceptExplanations.Compute(model, Data.Features, cancellationToken: Token), Data, cancellationToken: Token);
        Assert.Equal(1, found.Accuracy);

        // Alone, the second concept says 1, 0, 1, 0; the mean of both is zero, and so is then every output.
        Assert.Equal([0.5, 0], found.Drops);
        Assert.Equal(0.5, found.WithConstantConcepts);
        Assert.Equal(model.Evaluate(Data).Accuracy, found.Accuracy);
    }

    [Fact]
    public void Relevances_that_know_the_answer_need_no_concepts()
    {
        // Class 1 gains x₀ h₁, and h₁ = x₁ has the mean 3: the sign is that of x₀ either way.
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([2, 1, 1, 5, -1, 2, -2, 4], 2), [1, 1, 0, 0], 2);
        using var model = KnownSenn.Create(Identity, [0, 0, 0, 1, 0, 0, 0, 0]);
        var found = ConceptAccuracy.Compute(ConceptExplanations.Compute(model, data.Features, cancellationToken: Token), data, cancellationToken: Token);
        Assert.Equal(1, found.Accuracy);
        Assert.Equal(1, found.WithConstantConcepts);
        Assert.Equal([0, 0.5], found.Drops);
    }

    [Fact]
    public void Concepts_of_one_class_are_as_far_apart_as_they_are()
    {
        // Twice the features: distances 2√5 and 2√5 within the classes; 6, 2√20, 2√8 and 6 between them.
        using var model = KnownSenn.Create([2, 0, 0, 2], new float[8], Weights);
        var progress = new Shares();
        var found = ConceptDistances.Compute(ConceptExplanations.Compute(model, Data.Features, cancellationToken: Token), Data, progress, Token);
        Assert.Equal(2 * Math.Sqrt(5), found.InClass, 1e-6);
        Assert.Equal((6 + (2 * Math.Sqrt(20)) + (2 * Math.Sqrt(8)) + 6) / 4, found.OutClass, 1e-6);
        Assert.Equal(1, progress.Last);
    }

    [Fact]
    public void Without_a_pair_there_is_no_distance()
    {
        using var model = KnownSenn.Create(Identity, new float[8], Weights);
        var two = Data.Select([0, 3]);
        var found = ConceptDistances.Compute(ConceptExplanations.Compute(model, two.Features, cancellationToken: Token), two, cancellationToken: Token);
        Assert.True(double.IsNaN(found.InClass));
        Assert.Equal(Math.Sqrt(20), found.OutClass, 1e-6);
    }

    /// <summary>Concepts that are the features come nearer by the radius along each axis, no more; here the prediction depends on neither.</summary>
    [Fact]
    public void An_attack_moves_concepts_by_as_much_as_features_may_move()
    {
        using var model = KnownSenn.Create(Identity, new float[8]);
        var progress = new Shares();
        var found = AdversarialConcepts.Find(model, Data, radius: 0.25, progress: progress, cancellationToken: Token);
        Assert.Equal(1, progress.Last);
        for (var row = 0; row < Data.Count; row++)
        {
            var target = found[row].Target;
            Assert.NotEqual(Data.Labels.Span[row], Data.Labels.Span[target]);
            double[] apart = [.. Data.Features.Row(row).Zip(Data.Features.Row(target), (one, other) => (double)Math.Abs(one - other))];
            Assert.Equal(Math.Sqrt(apart.Sum(one => one * one)), found[row].Natural, 1e-5);
            Assert.Equal(Math.Sqrt(apart.Sum(one => Math.Pow(Math.Max(0, one - 0.25), 2))), found[row].Distance, 0.02);
        }
    }

    /// <summary>Where the only way to the target leads over the border of the classes, the attack stops before it.</summary>
    [Fact]
    public void An_attack_that_would_change_the_answer_does_not_count()
    {
        var data = Dataset.ForClassification(FeatureMatrix.FromArray([1, 0, -1, 0], 2), [1, 0], 2);
        using var model = KnownSenn.Create(Identity, new float[8], [0, 1, 0, 0]);
        var found = AdversarialConcepts.Find(model, data, radius: 1.8, cancellationToken: Token);
        Assert.Equal([2f, 2f], found.Select(one => (float)one.Natural));
        Assert.All(found, one => Assert.InRange(one.Distance, 1, 1.2));
    }

    [Fact]
    public void Faithfulness_of_many_rows_is_that_of_each()
    {
        using var model = KnownSenn.Create(Identity, [0, 1, 0, 0, 0, 0, 0, 1], Weights);
        var explanations = ConceptExplanations.Compute(model, Data.Features, cancellationToken: Token);
        var progress = new Shares();
        var all = Faithfulness.Compute(explanations, progress: progress, cancellationToken: Token);
        Assert.Equal(Enumerable.Range(0, Data.Count).Select(row => Faithfulness.Compute(explanations[row])), all);
        Assert.Equal(1, progress.Last);
    }

    /// <summary>
    /// One logit over h = (x₀, x₁, 1) with θ = (1, −2, 0.5) everywhere: the probability is σ(x₀ − 2 x₁ + 0.5), and without a concept σ of the rest. The correlations are worked out here from those four numbers.
    /// </summary>
    [Fact]
    public void Faithfulness_leaves_a_bias_out_unless_it_is_asked_for()
    {
        using var model = BiasedSenn();
        var explanation = model.ExplainConcepts([1.5f, 0.5f]);
        Assert.True(explanation.HasBias);
        Assert.Equal([1.5f, 0.5f, 1], explanation.Concepts.ToArray());
        var drops = new[] { 1.5, -1, 0.5 }.Select(part => Sigmoid(1) - Sigmoid(1 - part)).ToArray();
        double[] relevances = [1, -2, 0.5];

        // Two points lie on a line: without the bias the correlation is exactly 1.
        var found = Faithfulness.Compute(explanation);
        Assert.Equal(1, found.WithRelevance, 1e-6);
        Assert.Equal(1, found.WithContribution, 1e-6);
        found = Faithfulness.Compute(explanation, includeBias: true);
        Assert.Equal(Correlation(drops, relevances), found.WithRelevance, 1e-5);
        Assert.Equal(Correlation(drops, [1.5, -1, 0.5]), found.WithContribution, 1e-5);
        Assert.NotEqual(1, found.WithRelevance, 1e-3);
        Assert.Equal([found], Faithfulness.Compute(ConceptExplanations.Compute(model, FeatureMatrix.FromArray([1.5f, 0.5f], 2), cancellationToken: Token), includeBias: true, cancellationToken: Token));

        static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

        static double Correlation(double[] a, double[] b)
        {
            double[] x = [.. a.Select(value => value - a.Average())], y = [.. b.Select(value => value - b.Average())];
            return x.Zip(y, (p, q) => p * q).Sum() / Math.Sqrt(x.Sum(p => p * p) * y.Sum(q => q * q));
        }
    }

    private static Model BiasedSenn()
    {
        var network = new SelfExplainingNetwork(new IdentityConcepts(true), Graph.EquatableArray.Create<Layer>(new DenseLayer(3, true, Initialization.PyTorchDefault)), 1, ConceptAggregator.Sum);
        var model = Model.Interpret(new ModelSpecification(
            "Biased", Graph.EquatableArray.Create(2), Graph.EquatableArray.Create<Layer>(network), new ClassifierTask(1, Reduction.Mean), TaskLoss.With(), new TrainingDefaults()));
        model.Parameters.Values.Clear();
        model.Parameters.Set(model.Parameters.Single(parameter => parameter.Shape.Length == 3).Key, [1, -2, 0.5f]);
        return model;
    }

    [Fact]
    public void Explanations_in_blocks_are_those_of_all_rows_and_tell_how_far_they_are()
    {
        using var model = KnownSenn.Create(Identity, new float[8], Weights);
        var rows = Small.Plane(5000).Features;
        var progress = new Shares();
        var all = ConceptExplanations.Compute(model, rows, progress, Token);
        Assert.Equal([2048 / 5000.0, 4096 / 5000.0, 1], progress.All);
        foreach (var row in new[] { 0, 2047, 2048, 4999 })
        {
            Assert.Equal(rows.Row(row), all.Concepts(row).ToArray());
        }
    }

    [Fact]
    public void Canceled_metrics_end()
    {
        using var model = KnownSenn.Create(Identity, new float[8], Weights);
        var explanations = ConceptExplanations.Compute(model, Data.Features, cancellationToken: Token);
        var canceled = new CancellationToken(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(() => ConceptExplanations.Compute(model, Data.Features, cancellationToken: canceled));
        Assert.ThrowsAny<OperationCanceledException>(() => ConceptAccuracy.Compute(explanations, Data, cancellationToken: canceled));
        Assert.ThrowsAny<OperationCanceledException>(() => ConceptDistances.Compute(explanations, Data, cancellationToken: canceled));
        Assert.ThrowsAny<OperationCanceledException>(() => Faithfulness.Compute(explanations, cancellationToken: canceled));
        Assert.ThrowsAny<OperationCanceledException>(() => AdversarialConcepts.Find(model, Data, 1, cancellationToken: canceled));
        Assert.ThrowsAny<OperationCanceledException>(() => DiscreteStability.Estimate(explanations, Data.Features, 1, cancellationToken: canceled));
    }

    [Fact]
    public void What_does_not_fit_is_one_sentence()
    {
        using var model = KnownSenn.Create(Identity, new float[8], Weights);
        var explanations = ConceptExplanations.Compute(model, Data.Features, cancellationToken: Token);
        Assert.StartsWith("4 explanations of 1 examples were given", Assert.Throws<ArgumentException>(() => ConceptAccuracy.Compute(explanations, Data.Take(1), cancellationToken: Token)).Message, StringComparison.Ordinal);
        Assert.Contains("class labels", Assert.Throws<ArgumentException>(() => ConceptDistances.Compute(explanations, Small.Plane(4), cancellationToken: Token)).Message, StringComparison.Ordinal);
        Assert.Contains("at least two classes", Assert.Throws<ArgumentException>(() => AdversarialConcepts.Find(model, Data.Take(2), 1, cancellationToken: Token)).Message, StringComparison.Ordinal);
        Assert.Contains("is 0, but", Assert.Throws<ArgumentOutOfRangeException>(() => AdversarialConcepts.Find(model, Data, 0, cancellationToken: Token)).Message, StringComparison.Ordinal);
    }

    private sealed class Shares : IProgress<double>
    {
        public List<double> All { get; } = [];

        public double Last => All[^1];

        public void Report(double value)
        {
            Assert.True(All.Count == 0 || value > All[^1]);
            All.Add(value);
        }
    }
}
