using Rationale.Constraints;

namespace Rationale.Samples.ToyColors;

/// <summary>Forbids one rule, the other, both; and looks for another explanation without any annotation.</summary>
public static class ToyRules
{
    private const double PaperWeight = 1e3;
    private const double StrongWeight = 1e6;

    /// <summary>Trains all networks.</summary>
    /// <param name="sets">The images.</param>
    /// <param name="seed">Seed of the initial parameters.</param>
    /// <param name="display">Shows the trainings.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public static async Task<ResultTable> RunAsync(ToySets sets, ulong seed, TrainingDisplay display, CancellationToken cancellationToken)
    {
        var results = new ResultTable("toy-colors", seed);
        (string Name, float[] Mask, double Weight, double Paper)[] runs =
        [
            ("unconstrained", new float[ToyColorsData.Features], 0, PaperNumbers.Unconstrained),
            ("corners forbidden", ColorRule.Corners.Against(), PaperWeight, PaperNumbers.AgainstCorners),
            ("top-middle forbidden", ColorRule.TopMiddle.Against(), PaperWeight, PaperNumbers.AgainstTopMiddle),
            ("both forbidden", Both(), StrongWeight, PaperNumbers.AgainstBoth),
        ];
        var measured = await ModelPerCore.RunAsync(
            runs.Length,
            async (i, cancellation) =>
            {
                using var model = ModelPerCore.Single(new ToyColorsModel(seed));
                var options = sets.Training with { ExplanationWeight = runs[i].Weight };
                await model.TrainAsync(ToySets.Annotate(sets.Train, runs[i].Mask), options, display.Training(runs[i].Name), cancellation).ConfigureAwait(false);
                return sets.Measure(model);
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var (run, measures) in runs.Zip(measured))
        {
            measures.AddTo(results, run.Name, run.Paper);
        }

        await FindOthersAsync(results, sets, seed, display, cancellationToken).ConfigureAwait(false);
        return results;
    }

    /// <summary>Each round forbids what the rounds before looked at; the authors raised the weight in the last.</summary>
    private static async Task FindOthersAsync(ResultTable results, ToySets sets, ulong seed, TrainingDisplay display, CancellationToken cancellationToken)
    {
        var options = new FindAnotherExplanationOptions
        {
            Rounds = PaperNumbers.AnotherExplanation.Count,
            ExplanationWeight = round => round < 2 ? PaperWeight : StrongWeight,
            Training = sets.Training,
        };
        var done = display.Trainings("find another explanation", options.Rounds);
        var rounds = await FindAnotherExplanation
            .RunAsync(round => ModelPerCore.Single(new ToyColorsModel(seed + (ulong)round)), sets.Train, options, new Rounds(done), cancellationToken).ConfigureAwait(false);
        foreach (var (round, paper) in rounds.Zip(PaperNumbers.AnotherExplanation))
        {
            using var model = round.Model;
            sets.Measure(model).AddTo(results, $"explanation {round.Index + 1}", paper);
        }
    }

    private static float[] Both() => [.. ColorRule.Corners.Against().Zip(ColorRule.TopMiddle.Against(), Math.Max)];

    private sealed class Rounds(Action done) : IProgress<ExplanationRound>
    {
        public void Report(ExplanationRound value) => done();
    }
}
