using Rationale.Objectives;
using Rationale.Training;

namespace Rationale.Samples.TwoMoons;

/// <summary>The four variants at one number of nuisance features.</summary>
/// <param name="Nuisance">d.</param>
/// <param name="Result">What was measured.</param>
public sealed record MoonPoint(int Nuisance, PriorControlResult Result);

/// <summary>Trains the four variants for more and more nuisance features.</summary>
public static class MoonRuns
{
    private const int Patience = 100;

    /// <summary>The numbers of nuisance features that have a network.</summary>
    public static IReadOnlyList<int> Dimensions { get; } = [50, 100, 200, 500, 1000];

    /// <summary>Trains all variants, several times each.</summary>
    /// <param name="dimensions">Numbers of nuisance features.</param>
    /// <param name="runs">Draws of the examples.</param>
    /// <param name="seed">Seed of the first draw.</param>
    /// <param name="epochs">Epochs at most; null for those of the models.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="display">Shows the trainings.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<IReadOnlyList<MoonPoint>> RunAsync(IReadOnlyList<int> dimensions, int runs, ulong seed, int? epochs, Device device, TrainingDisplay display, CancellationToken cancellation)
    {
        var points = new List<MoonPoint>();
        var done = display.Trainings("networks with and without priors", dimensions.Count * runs * Enum.GetValues<PriorControl>().Length);
        foreach (var nuisance in dimensions)
        {
            using var model = Create(nuisance);
            var options = new PriorControlOptions
            {
                Runs = runs,
                Seed = seed,
                Training = new TrainingOptions { Epochs = epochs, Device = device, Shuffle = false, EarlyStopping = new EarlyStopping { Metric = "accuracy", Patience = Patience } },
            };
            var result = await model.TrainWithControlsAsync(run => MoonData.Draw(nuisance, seed + (ulong)run), options, new Told(done), cancellation).ConfigureAwait(false);
            points.Add(new MoonPoint(nuisance, result));
        }

        return points;
    }

    /// <summary>Adds a row for each variant and number of nuisance features.</summary>
    /// <param name="results">The table.</param>
    /// <param name="points">What was measured.</param>
    public static void AddTo(ResultTable results, IEnumerable<MoonPoint> points)
    {
        foreach (var (nuisance, result) in points)
        {
            foreach (var row in result.Variants)
            {
                results.Add(FormattableString.Invariant($"{row.Name}, d = {nuisance}"))
                    .With("testAccuracy", row.Mean, PaperNumbers.TestAccuracy(row.Control, nuisance))
                    .With("standardError", row.StandardError)
                    .With("epochs", row.Runs.Average(run => run.Epochs));
            }
        }
    }

    private static IModel Create(int nuisance) => nuisance switch
    {
        50 => new TwoMoons50(),
        100 => new TwoMoons100(),
        200 => new TwoMoons200(),
        500 => new TwoMoons500(),
        1000 => new TwoMoons1000(),
        _ => throw new ArgumentException($"There is no network for {nuisance} nuisance features; choose among {string.Join(", ", Dimensions)}."),
    };

    private sealed class Told(Action done) : IProgress<PriorControlProgress>
    {
        public void Report(PriorControlProgress value) => done();
    }
}
