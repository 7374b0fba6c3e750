using Rationale.Data;
using Rationale.Metrics;
using Rationale.Randomness;
using Rationale.Tests.Models;

namespace Rationale.Tests.Metrics;

/// <summary>Metrics by counting pairs, by closed forms, and where they are not defined.</summary>
public sealed class MetricTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(5, 4)]
    public void The_area_under_the_curve_is_the_share_of_pairs_in_order(int outputs, ulong seed)
    {
        var random = new RandomSource(seed);
        var classes = Math.Max(2, outputs);
        var labels = Enumerable.Range(0, 90).Select(_ => random.NextInt32(classes)).ToArray();

        // Halves make ties. One output is one score; of several, only the first differs, so that equal probabilities are equal numbers.
        var logits = Enumerable.Range(0, 90 * outputs).Select(i => i % outputs == 0 ? random.NextInt32(9) / 2f : 0).ToArray();
        var areas = new List<double>();
        foreach (var k in outputs <= 2 ? [1] : Enumerable.Range(0, classes))
        {
            var (right, pairs) = (0.0, 0);
            foreach (var (i, j) in from i in Enumerable.Range(0, 90) from j in Enumerable.Range(0, 90) where labels[i] == k && labels[j] != k select (i, j))
            {
                pairs++;
                right += Score(i, k) > Score(j, k) ? 1 : Score(i, k) == Score(j, k) ? 0.5 : 0;
            }

            areas.Add(right / pairs);
        }

        Assert.Equal(areas.Average(), Evaluations.Create(Small.Classes(outputs), logits, labels).Auc, 1e-12);

        // A score that ranks as p does: its own logit where only that one differs, otherwise the first logit the other way round.
        float Score(int example, int k) => outputs == 1 || k == 0 ? logits[example * outputs] : -logits[example * outputs];
    }

    [Fact]
    public void Saturated_probabilities_are_still_told_apart()
    {
        Assert.Equal(1, Evaluations.Create(Small.Classes(1), [200, 300], [0, 1]).Auc);
        Assert.Equal(1, Evaluations.Create(Small.Classes(3), [60, 0, 0, 90, 0, 0], [1, 0]).Auc);
    }

    [Fact]
    public void A_confident_error_costs_its_logit()
    {
        Assert.Equal(1000, Evaluations.Create(Small.Classes(1), [1000], [0]).LogLoss);
        Assert.Equal(500, Evaluations.Create(Small.Classes(2), [1000, 0, 0, 1000], [1, 1]).LogLoss);
        Assert.Equal(Math.Exp(-40), Evaluations.Create(Small.Classes(2), [40, 0], [0]).LogLoss, 1e-30);
        Assert.Equal(Math.Log(4), Evaluations.Create(Small.Classes(4), [7, 7, 7, 7], [2]).LogLoss, 1e-15);
    }

    [Fact]
    public void Equal_outputs_rank_by_their_number()
    {
        var evaluation = Evaluations.Create(Small.Classes(4), [1, 1, 1, 0, 1, 1, 1, 0], [0, 2]);
        Assert.Equal([0.5, 0.5, 1, 1, 1], Enumerable.Range(1, 5).Select(evaluation.TopAccuracy));
        Assert.Equal(evaluation.Accuracy, evaluation.TopAccuracy(1));
        Assert.Equal(1, Evaluations.Create(Small.Classes(1), [-3], [1]).TopAccuracy(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => evaluation.TopAccuracy(0));
    }

    [Fact]
    public void Classes_without_examples_are_left_out()
    {
        // Labeled 0 0 2, predicted 0 1 2: class 1 is predicted once and never right, class 3 does not occur.
        var evaluation = Evaluations.Create(Small.Classes(4), [9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0], [0, 0, 2]);
        var confusion = evaluation.Confusion!;
        Assert.Equal((0.5 + 1) / 2, evaluation.BalancedAccuracy);
        Assert.Equal(((2.0 / 3) + 0 + 1) / 3, evaluation.MacroF1, 1e-15);
        Assert.Equal(2.0 / 3, evaluation.MicroF1);
        Assert.Equal((0.5, 1, double.NaN, double.NaN), (confusion.Recall(0), confusion.Precision(0), confusion.Recall(1), confusion.Recall(3)));
        Assert.Equal((0, double.NaN, double.NaN), (confusion.F1(1), confusion.F1(3), evaluation.F1));
        Assert.Equal((3, 1), (confusion.Examples, confusion[0, 1]));
    }

    [Fact]
    public void One_class_alone_has_no_area_and_a_class_that_never_occurs_no_score()
    {
        var evaluation = Evaluations.Create(Small.Classes(1), [-1, -2], [0, 0]);
        Assert.Equal((1, 1, double.NaN, double.NaN), (evaluation.Accuracy, evaluation.BalancedAccuracy, evaluation.Auc, evaluation.F1));
        Assert.Equal(double.NaN, Evaluations.Create(Small.Classes(3), [1, 0, 0, 0, 0, 1], [1, 1]).Auc);
    }

    [Fact]
    public void Constant_targets_have_no_variance_to_explain()
    {
        var evaluation = Evaluations.Create(Small.Numbers(1), [0.1f, 0.2f, 0.1f], FeatureMatrix.FromArray([0.1f, 0.1f, 0.1f], 1));
        Assert.Equal(double.NaN, evaluation.RSquared);
        Assert.Equal(((double)0.2f - 0.1f) / 3, evaluation.MeanAbsoluteError, 1e-15);
        Assert.Equal(1, Evaluations.Create(Small.Numbers(1), [1, 2], FeatureMatrix.FromArray([1, 2], 1)).RSquared);
        Assert.Equal(0, Evaluations.Create(Small.Numbers(1), [1.5f, 1.5f], FeatureMatrix.FromArray([1, 2], 1)).RSquared);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void An_output_that_is_not_finite_makes_every_metric_not_a_number(float bad)
    {
        var classifier = Evaluations.Create(Small.Classes(6), [.. Enumerable.Range(0, 11).Select(i => (float)i), bad], [0, 5]);
        Assert.All(classifier.Metrics.Where(metric => metric.Key != "loss"), metric => Assert.Equal(double.NaN, metric.Value));
        Assert.Equal(1, classifier.Confusion!.Examples);
        var regressor = Evaluations.Create(Small.Numbers(1), [1, bad], FeatureMatrix.FromArray([1, 2], 1));
        Assert.All(regressor.Metrics.Where(metric => metric.Key != "loss"), metric => Assert.Equal(double.NaN, metric.Value));
    }

    [Fact]
    public void Each_task_has_its_metrics_and_the_others_are_not_numbers()
    {
        Assert.Equal(["loss", "accuracy", "balancedAccuracy", "auc", "f1", "macroF1", "microF1", "logLoss"], Evaluations.Create(Small.Classes(2), [1, 2], [0]).Metrics.Keys);
        Assert.Equal(["loss", "accuracy", "balancedAccuracy", "auc", "macroF1", "microF1", "logLoss", "top5Accuracy"], Evaluations.Create(Small.Classes(6), new float[6], [0]).Metrics.Keys);
        var regressor = Evaluations.Create(Small.Numbers(1), [1, 2], FeatureMatrix.FromArray([1, 2], 1));
        Assert.Equal(["loss", "meanSquaredError", "meanAbsoluteError", "rSquared"], regressor.Metrics.Keys);
        Assert.All([regressor.Accuracy, regressor.BalancedAccuracy, regressor.Auc, regressor.F1, regressor.MacroF1, regressor.MicroF1, regressor.LogLoss, regressor.TopAccuracy(1)], value => Assert.Equal(double.NaN, value));
        Assert.Null(regressor.Confusion);
    }

    [Fact]
    public void A_name_finds_its_metric_or_lists_those_there_are()
    {
        var (classifier, regressor) = (Small.Linear(2, Small.Classes(3)), Small.Linear(2, Small.Numbers(1)));
        foreach (var metric in Metric.For(classifier.Task))
        {
            Assert.Equal((metric.Name, metric.HigherIsBetter), (Metric.Find(metric.Name, classifier, "it").Name, Metric.Find(metric.Name, classifier, "it").HigherIsBetter));
        }

        Assert.Equal(["loss", "logLoss", "meanSquaredError", "meanAbsoluteError"], Metric.For(classifier.Task).Concat(Metric.For(regressor.Task)).Where(metric => !metric.HigherIsBetter).Select(metric => metric.Name).Distinct());
        Assert.Equal(("top2Accuracy", true), (Metric.Find("top2Accuracy", classifier, "it").Name, Metric.Find("top2Accuracy", classifier, "it").HigherIsBetter));
        foreach (var unknown in new[] { "top0Accuracy", "top-1Accuracy", "topAccuracy", "Accuracy", "rSquared", "f1" })
        {
            Assert.Equal(
                $"It is '{unknown}', but 'Small' is measured by loss, accuracy, balancedAccuracy, auc, macroF1, microF1, logLoss.",
                Assert.Throws<ArgumentException>(() => Metric.Find(unknown, classifier, "It")).Message);
        }

        Assert.Equal(
            "It is 'top1Accuracy', but 'Small' is measured by loss, meanSquaredError, meanAbsoluteError, rSquared.",
            Assert.Throws<ArgumentException>(() => Metric.Find("top1Accuracy", regressor, "It")).Message);
    }

    [Fact]
    public void Tables_are_aligned()
    {
        var evaluation = Evaluations.Create(Small.Classes(2), [2, 0, 2, 0, 0, 2, 0, 2], [0, 1, 1, 1], ["cat", "dog"]);
        Assert.Equal("label  cat  dog\ncat      1    0\ndog      1    2\n", evaluation.Confusion!.ToString());
        Assert.StartsWith("metric            4 examples\nloss                  0.0000\naccuracy              0.7500\n", evaluation.ToString(), StringComparison.Ordinal);
    }
}
