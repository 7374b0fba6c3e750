using Rationale.Metrics;
using Rationale.Objectives;
using Rationale.Training;

namespace Rationale.Samples.FeatureRelevance;

/// <summary>The four variants and the lasso on the same draws.</summary>
/// <param name="Controls">The network with the prior and its controls.</param>
/// <param name="Lasso">The lasso's mean squared error on the test examples of each draw.</param>
public sealed record RelevanceRuns(PriorControlResult Controls, IReadOnlyList<double> Lasso)
{
    private const int Patience = 50;

    /// <summary>Trains all of them.</summary>
    /// <param name="runs">Draws.</param>
    /// <param name="seed">Seed of the first.</param>
    /// <param name="epochs">Epochs at most; null for those of the model.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="display">Shows the trainings.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<RelevanceRuns> RunAsync(int runs, ulong seed, int? epochs, Device device, TrainingDisplay display, CancellationToken cancellation)
    {
        var done = display.Trainings("networks with and without priors, and lassos", runs * (Enum.GetValues<PriorControl>().Length + 1));
        using var model = new RelevanceModel();
        var options = new PriorControlOptions
        {
            Runs = runs,
            Seed = seed,
            Relevance = _ => RelevanceData.Relevance,
            Training = new TrainingOptions { Epochs = epochs, Device = device, EarlyStopping = new EarlyStopping { Metric = "meanSquaredError", Patience = Patience } },
        };
        var controls = await model.TrainWithControlsAsync(run => RelevanceData.Draw(seed + (ulong)run), options, new Told(done), cancellation).ConfigureAwait(false);
        var lasso = await ModelPerCore.RunAsync(
            runs,
            (run, token) =>
            {
                var data = RelevanceData.Draw(seed + (ulong)run);
                var error = Baselines.Lasso.FitBest(data.Train, data.Validation!, cancellationToken: token).MeanSquaredError(data.Test);
                done();
                return Task.FromResult(error);
            },
            cancellation).ConfigureAwait(false);
        return new RelevanceRuns(controls, lasso);
    }

    /// <summary>Adds a row for each.</summary>
    /// <param name="results">The table.</param>
    public void AddTo(ResultTable results)
    {
        results.Add("lasso").With("testMeanSquaredError", Lasso.Average()).With("standardError", PairedComparison.StandardErrorOf([.. Lasso]));
        foreach (var row in Controls.Variants)
        {
            var added = results.Add(row.Name).With("testMeanSquaredError", row.Mean, PaperNumbers.MeanSquaredError(row.Control)).With("standardError", row.StandardError);
            if (PaperNumbers.PriorAuc(row.Control) is { } auc)
            {
                added.With("priorAuc", row.MeanPriorAuc, auc);
            }
        }
    }

    private sealed class Told(Action done) : IProgress<PriorControlProgress>
    {
        public void Report(PriorControlProgress value) => done();
    }
}
