using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.Models;
using Rationale.SelfExplaining;
using Rationale.Training;

namespace Rationale.Samples.SelfExplainingDigits;

/// <summary>What is measured on a trained model.</summary>
/// <param name="Evaluation">Its predictions.</param>
/// <param name="Lipschitz">How fast its relevances change.</param>
/// <param name="Faithfulness">How far contributions are what predictions lose.</param>
/// <param name="Seconds">How long it trained.</param>
/// <param name="Concepts">What its predictions owe to concepts.</param>
/// <param name="Distances">How far concepts are apart.</param>
/// <param name="Adversarial">How near an attack brings them to those of another class.</param>
public sealed record SweepMeasures(Evaluation Evaluation, double Lipschitz, double Faithfulness, double Seconds, ConceptAccuracy Concepts, ConceptDistances Distances, double Adversarial)
{
    /// <summary>Name of the metric that the chart shows.</summary>
    public const string AccuracyMetric = "testAccuracy";

    /// <summary>What the names of rows about concepts end with, to tell them apart among all rows of a run.</summary>
    public const string ConceptsSuffix = ", concepts";

    /// <summary>How many things are measured.</summary>
    public const int Steps = 6;

    /// <summary>Radius of the ball in which the relevances are to be steady, in pixels of deviation 1.</summary>
    private const double BallRadius = 0.5;

    /// <summary>Largest change of a pixel by an attack, as of Zheng et al.</summary>
    private const double AttackRadius = 0.3 / DigitSets.Deviation;

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">What its training did.</param>
    /// <param name="all">Explanations of all test digits.</param>
    /// <param name="test">The test digits.</param>
    /// <param name="explained">How many of them are looked at more closely.</param>
    /// <param name="seed">Seed of attacks and searches.</param>
    /// <param name="measured">Called after each of the <see cref="Steps"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static SweepMeasures Measure(IModel model, TrainingResult training, ConceptExplanations all, Dataset test, int explained, ulong seed, Action measured, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(measured);
        var some = test.Take(Math.Min(explained, test.Count));
        var explanations = ConceptExplanations.Compute(model, some.Features, cancellationToken: cancellationToken);
        return new SweepMeasures(
            Step(() => model.Evaluate(test)),
            Step(() => Mean(ContinuousStability.Estimate(model, some.Features, BallRadius, seed: seed, distance: StabilityDistance.Features, cancellationToken: cancellationToken).Select(estimate => estimate.Ratio))),
            Step(() => Mean(Rationale.SelfExplaining.Faithfulness.Compute(explanations, cancellationToken: cancellationToken).Select(one => one.WithContribution))),
            training.Elapsed.TotalSeconds,
            Step(() => ConceptAccuracy.Compute(all, test, cancellationToken: cancellationToken)),
            Step(() => ConceptDistances.Compute(explanations, some, cancellationToken: cancellationToken)),
            Step(() => AdversarialConcepts.Find(model, some, AttackRadius, seed: seed, cancellationToken: cancellationToken).Average(one => one.Distance)));

        T Step<T>(Func<T> measure)
        {
            var found = measure();
            measured();
            return found;
        }
    }

    /// <summary>Adds a row to each table.</summary>
    /// <param name="job">What was measured.</param>
    /// <param name="predictions">How good the predictions are, and how steady their explanations.</param>
    /// <param name="concepts">What the concepts are worth.</param>
    public void AddTo(SweepJob job, ResultTable predictions, ResultTable concepts)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(concepts);
        predictions.Add(job.Name)
            .With(AccuracyMetric, Evaluation.Accuracy, job.Paper)
            .With("crossEntropy", Evaluation.Losses[TaskLoss.Key])
            .With("lipschitz", Lipschitz)
            .With("faithfulness", Faithfulness)
            .With("seconds", Seconds);
        concepts.Add(job.Name + ConceptsSuffix)
            .With("accuracyWithoutConcepts", Concepts.WithConstantConcepts)
            .With("largestDrop", Concepts.Drops.Max())
            .With("inClassDistance", Distances.InClass)
            .With("outClassDistance", Distances.OutClass)
            .With("adversarialDistance", Adversarial);
    }

    private static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
