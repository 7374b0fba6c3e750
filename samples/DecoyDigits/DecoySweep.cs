using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.Training;

namespace Rationale.Samples.DecoyDigits;

/// <summary>
/// The search for λ₁: too small, and the network reads the block; too large, and it learns nothing. Validation cannot tell, because its blocks give
/// the labels away too; that both losses start about equal can.
/// </summary>
public static class DecoySweep
{
    private const int PaperValidationExamples = 4_000;
    private const int BatchSize = 256;

    /// <summary>Trains a network for each weight of the authors' log.</summary>
    /// <param name="sets">The digits; the first fifteenth is held out, in the paper 4,000 rows.</param>
    /// <param name="seed">Seed of the initial parameters, the same for every weight.</param>
    /// <param name="display">Shows the trainings.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public static async Task<ResultTable> RunAsync(DecoySets sets, ulong seed, TrainingDisplay display, CancellationToken cancellationToken)
    {
        var results = new ResultTable("decoy-digits-sweep", seed);
        var held = Math.Min(PaperValidationExamples, sets.Train.Count / 15);
        var (train, validation) = (sets.Train.Skip(held), sets.Train.Take(held));
        var done = display.Trainings("weights", PaperNumbers.Sweep.Count);
        var measured = await ModelPerCore.RunAsync(
            PaperNumbers.Sweep.Count,
            async (i, cancellation) =>
            {
                var row = await MeasureAsync(PaperNumbers.Sweep[i].Weight, sets with { Train = train }, validation, seed, cancellation).ConfigureAwait(false);
                done();
                return row;
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var (paper, ours) in PaperNumbers.Sweep.Zip(measured))
        {
            results.Add(FormattableString.Invariant($"{paper.Weight:0e+0}"))
                .With("train", ours.Train, paper.Train)
                .With("validation", ours.Validation, paper.Validation)
                .With("test", ours.Test, paper.Test)
                .With("startRatio", ours.Penalty / ours.CrossEntropy, paper.Penalty / paper.CrossEntropy);
        }

        return results;
    }

    /// <summary>The accuracies against the weight, beside the authors'.</summary>
    /// <param name="results">What <see cref="RunAsync"/> returned.</param>
    public static HtmlPage Page(ResultTable results) => new HtmlPage(
            "How strong should the penalty be?",
            "Too weak, and the network reads the block; too strong, and it learns nothing. Validation digits carry the same decoys as those learned from, so they cannot tell.")
        .Chart(Chart(results), "Dashed: the authors' log. The penalty works where it starts about as large as the task loss, or somewhat larger.")
        .Table(results)
        .Paragraph("Start ratio: the penalty of the first batch divided by its task loss, before the first step.");

    private static LineChart Chart(ResultTable results)
    {
        var chart = new LineChart("Accuracy by the weight of the penalty", "weight λ₁", "accuracy", logarithmic: true);
        foreach (var (metric, name) in new[] { ("test", "test"), ("validation", "validation") })
        {
            chart.Add(name, results.Rows.Select((row, i) => (PaperNumbers.Sweep[i].Weight, row.Metrics.First(m => m.Name == metric).Value)));
        }

        return chart
            .Add("test, paper", PaperNumbers.Sweep.Select(row => (row.Weight, row.Test)), dashed: true)
            .Add("validation, paper", PaperNumbers.Sweep.Select(row => (row.Weight, row.Validation)), dashed: true);
    }

    private static async Task<PaperNumbers.SweepRow> MeasureAsync(double weight, DecoySets sets, Dataset validation, ulong seed, CancellationToken cancellationToken)
    {
        using var model = ModelPerCore.Single(new DecoyDigitsModel(seed));
        var (task, penalty) = FirstLosses(model, sets.Train.Take(BatchSize));
        var options = new TrainingOptions { Epochs = sets.Epochs, ExplanationWeight = weight, Shuffle = false, Device = sets.Device };
        var start = new PaperNumbers.SweepRow(weight, double.NaN, double.NaN, double.NaN, task, penalty * weight);
        try
        {
            await model.TrainAsync(sets.Train, options, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (TrainingDivergedException)
        {
            // The largest weights may overflow; the row then says so by having no accuracies.
            return start;
        }

        return start with
        {
            Train = model.Evaluate(sets.Train).Accuracy,
            Validation = model.Evaluate(validation).Accuracy,
            Test = model.Evaluate(sets.Test).Accuracy,
        };
    }

    /// <summary>Cross-entropy and penalty, the latter at weight one, summed over the first batch before the first step.</summary>
    private static (double Task, double Penalty) FirstLosses(DecoyDigitsModel model, Dataset batch)
    {
        // An evaluation gives means over rows, with the declared weight.
        var losses = model.Evaluate(batch).Losses;
        var declared = DecoyDigitsModel.Specification.Find<ExplanationPenalty>()!.Weight;
        return (losses[TaskLoss.Key] * batch.Count, losses[ExplanationPenalty.Key] * batch.Count / declared);
    }
}
