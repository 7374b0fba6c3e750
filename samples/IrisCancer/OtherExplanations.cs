using Rationale.Constraints;
using Rationale.Data;
using Rationale.Training;

namespace Rationale.Samples.IrisCancer;

/// <summary>Finds explanation after explanation without being told about the flower: after a few rounds the networks read the tumour.</summary>
public static class OtherExplanations
{
    /// <summary>Runs the rounds on many splits.</summary>
    /// <param name="results">The table that gets a row for each round, with means over the splits.</param>
    /// <param name="data">The joined tables.</param>
    /// <param name="runs">How many splits; the paper has 50.</param>
    /// <param name="seed">Seed of splits and initial parameters.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="display">Shows the trainings.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public static async Task AddToAsync(ResultTable results, Dataset data, int runs, ulong seed, Device device, TrainingDisplay display, CancellationToken cancellationToken)
    {
        var sets = IrisCancerData.Splits(data, runs, seed).ToList();
        var done = display.Trainings("find another explanation", runs);
        var measured = await ModelPerCore.RunAsync(
            runs,
            async (i, cancellation) =>
            {
                var rounds = await RunAsync(sets[i].Train, sets[i].Test, seed + ((ulong)i << 8), device, cancellation).ConfigureAwait(false);
                done();
                return rounds;
            },
            cancellationToken).ConfigureAwait(false);
        for (var round = 0; round < PaperNumbers.IrisUsage.Count; round++)
        {
            var all = measured.Select(rounds => rounds[round]).ToList();
            results.Add($"explanation {round + 1}")
                .With("irisUsage", all.Average(m => m.Usage), PaperNumbers.IrisUsage[round])
                .With("trainAccuracy", all.Average(m => m.Train), PaperNumbers.AnotherExplanationTrain[round])
                .With("testAccuracy", all.Average(m => m.Test), PaperNumbers.AnotherExplanation[round]);
        }
    }

    private static async Task<Measures[]> RunAsync(Dataset train, Dataset test, ulong seed, Device device, CancellationToken cancellationToken)
    {
        var options = new FindAnotherExplanationOptions
        {
            Rounds = PaperNumbers.IrisUsage.Count,
            Test = IrisCancerData.WithoutIris(test),
            Training = new TrainingOptions { Shuffle = false, Device = device },
        };
        var rounds = await FindAnotherExplanation
            .RunAsync(round => ModelPerCore.Single(new IrisCancerModel(seed + (ulong)round)), train, options, null, cancellationToken).ConfigureAwait(false);
        return [.. rounds.Select(round =>
        {
            using var model = round.Model;
            return new Measures(FlowerReading.Usage(model, test), round.TrainAccuracy, round.TestAccuracy);
        })];
    }

    private sealed record Measures(double Usage, double Train, double Test);
}
