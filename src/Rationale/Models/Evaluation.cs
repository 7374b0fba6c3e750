using System.Globalization;
using Rationale.Graph.Models;
using Rationale.Metrics;

namespace Rationale.Models;

/// <summary>
/// How well a model does on labeled data. Figures are computed when they are first asked for, in double precision. What a figure is not defined for makes it not a number
/// (NaN): a figure of classifiers for a regressor and the other way round, a ratio whose denominator is zero, and every figure but the losses where an output is not finite.
/// Safe for any number of threads.
/// </summary>
public sealed class Evaluation
{
    private readonly ModelTask _task;
    private readonly Outcomes _outcomes;
    private readonly Lazy<ConfusionMatrix?> _confusion;
    private readonly Lazy<double> _auc;
    private readonly Lazy<double> _logLoss;
    private readonly Lazy<RegressionErrors> _errors;

    internal Evaluation(ModelTask task, IReadOnlyDictionary<string, double> losses, IReadOnlyList<string> unmeasured, Outcomes outcomes, IReadOnlyList<string>? classNames)
    {
        (_task, _outcomes, Losses, UnmeasuredTerms) = (task, outcomes, losses, unmeasured);
        _confusion = new(() => outcomes.IsClassifier ? ConfusionMatrix.Compute(outcomes, classNames) : null);
        _auc = new(() => OfClassifier(RocAuc.Compute));
        _logLoss = new(() => OfClassifier(Rationale.Metrics.LogLoss.Compute));
        _errors = new(() => outcomes is { IsClassifier: false, AreFinite: true } ? RegressionErrors.Compute(outcomes) : new(double.NaN, double.NaN, double.NaN));
    }

    /// <summary>Examples measured.</summary>
    public int Examples => _outcomes.Count;

    /// <summary>
    /// Each term of the objective with its coefficients, as an average step of the training has it for one example: where the task loss sums over the examples of a batch, every
    /// term is divided by their number. A term whose input the data lack is not among them, but in <see cref="UnmeasuredTerms"/>.
    /// </summary>
    public IReadOnlyDictionary<string, double> Losses { get; }

    /// <summary>Names of the terms that were not measured because the data lack what they read, such as <c>explanation</c> for data without annotation masks; usually empty.</summary>
    public IReadOnlyList<string> UnmeasuredTerms { get; }

    /// <summary>The objective: the sum of <see cref="Losses"/>, without the <see cref="UnmeasuredTerms"/>.</summary>
    public double Loss => Losses.Values.Sum();

    /// <summary>Share of the examples whose most probable class, the first of equals, is the labeled one.</summary>
    public double Accuracy => OfConfusion(confusion => confusion.Accuracy);

    /// <summary>The mean recall of the classes that have examples (scikit-learn's <c>balanced_accuracy_score</c>).</summary>
    public double BalancedAccuracy => OfConfusion(confusion => confusion.BalancedAccuracy);

    /// <summary>
    /// Area under the ROC curve: the probability that an example of class 1 scores higher than one of class 0, equal scores counting half. Of more than two classes, the mean of
    /// the areas of each class against the rest; classes without examples are left out. Not a number where all examples are of one class.
    /// </summary>
    public double Auc => _auc.Value;

    /// <summary>The F1 score of class 1 of a binary classifier, 2 TP / (2 TP + FP + FN); not a number where class 1 has no examples and is never predicted, and for more classes than two.</summary>
    public double F1 => _outcomes.Classes == 2 ? OfConfusion(confusion => confusion.F1(1)) : double.NaN;

    /// <summary>The mean F1 score of the classes that have examples or are predicted (scikit-learn's <c>average="macro"</c>).</summary>
    public double MacroF1 => OfConfusion(confusion => confusion.MacroF1);

    /// <summary>The F1 score of all classes' counts together, which is the accuracy, for each example has one label and one prediction.</summary>
    public double MicroF1 => OfConfusion(confusion => confusion.MicroF1);

    /// <summary>The mean of −log p of the labeled class, in nats; computed from the logits, so nothing is clipped.</summary>
    public double LogLoss => _logLoss.Value;

    /// <summary>Examples by labeled class (first index) and predicted class; null for a regressor.</summary>
    public ConfusionMatrix? Confusion => _confusion.Value;

    /// <summary>Mean squared error over examples and outputs.</summary>
    public double MeanSquaredError => _errors.Value.MeanSquared;

    /// <summary>Mean absolute error over examples and outputs.</summary>
    public double MeanAbsoluteError => _errors.Value.MeanAbsolute;

    /// <summary>
    /// Share of the targets' variance that is explained, of all outputs together (scikit-learn's <c>variance_weighted</c>): 1 − Σ squared errors / Σ squared distances from the
    /// outputs' means. Below 0 where the mean would do better; not a number where the targets are constant.
    /// </summary>
    public double RSquared => _errors.Value.RSquared;

    /// <summary>All metrics of the model's task by name, the loss first.</summary>
    public IReadOnlyDictionary<string, double> Metrics => Select(Metric.For(_task));

    /// <summary>Share of the examples whose labeled class is among the k most probable; of equally probable classes the first ranks first.</summary>
    /// <param name="k">How many classes count, 1 or more; 1 gives the accuracy, the number of classes or more gives 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
    public double TopAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return OfClassifier(outcomes => TopKAccuracy.Compute(outcomes, k));
    }

    /// <summary>A table of all metrics; the loss says which terms it lacks.</summary>
    public override string ToString()
    {
        var table = new TextTable("metric", $"{Examples} examples");
        foreach (var (name, value) in Metrics)
        {
            var lacks = name == Metric.Loss.Name && UnmeasuredTerms.Count > 0 ? $" (without {string.Join(", ", UnmeasuredTerms)})" : "";
            table.Add(name + lacks, value.ToString("0.0000", CultureInfo.InvariantCulture));
        }

        return table.ToString();
    }

    /// <summary>Some metrics by name.</summary>
    internal IReadOnlyDictionary<string, double> Select(IEnumerable<Metric> metrics) => metrics.ToDictionary(metric => metric.Name, metric => metric.Of(this));

    private double OfClassifier(Func<Outcomes, double> metric) => _outcomes is { IsClassifier: true, AreFinite: true } ? metric(_outcomes) : double.NaN;

    private double OfConfusion(Func<ConfusionMatrix, double> metric) => OfClassifier(_ => metric(Confusion!));
}
