using System.Globalization;
using Spectre.Console;

namespace Rationale.Samples.DecoyDigits;

/// <summary>What the program does: trains, prints, and writes a page.</summary>
public static class DecoyDemo
{
    private const double PaperWeight = 1000;

    /// <summary>Compares an unconstrained network with a constrained one.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="sets">The digits.</param>
    /// <param name="page">The page that is written.</param>
    public static async Task<ResultTable> CompareAsync(SampleContext context, DecoySets sets, string page)
    {
        var results = new ResultTable("decoy-digits", context.Seed);
        var (before, after) = await TrainingDisplay.RunAsync(async display => (
            await DecoyNetwork.TrainAsync("unconstrained", sets, 0, context.Seed, display, context.Cancellation).ConfigureAwait(false),
            await DecoyNetwork.TrainAsync("constrained", sets, PaperWeight, context.Seed, display, context.Cancellation).ConfigureAwait(false))).ConfigureAwait(false);
        using (before)
        using (after)
        {
            before.AddTo(results, sets, PaperNumbers.Unconstrained);
            after.AddTo(results, sets, PaperNumbers.Constrained);
            var title = $"{Title(sets)}, on {before.Training.Device}";
            results.Print(title: title);
            AnsiConsole.MarkupLine(Verdict(results));
            var examples = DecoyExamples.FirstOfEachDigit(sets, before.Model, after.Model, context.Seed);
            context.Save(DecoyPage.Build(results, examples, DecoyPage.Losses(before.Training, after.Training), title), page);
        }

        context.Finish(results, page);
        return results;
    }

    /// <summary>Trains with every weight of the authors' log.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="sets">The digits.</param>
    /// <param name="page">The page that is written.</param>
    public static async Task<ResultTable> SweepAsync(SampleContext context, DecoySets sets, string page)
    {
        var results = await TrainingDisplay.RunAsync(display => DecoySweep.RunAsync(sets, context.Seed, display, context.Cancellation)).ConfigureAwait(false);
        results.Print(title: $"{Title(sets)}, by the weight λ₁");
        context.Save(DecoySweep.Page(results), page);
        context.Finish(results, page);
        return results;
    }

    private static string Title(DecoySets sets) => string.Create(CultureInfo.InvariantCulture, $"Decoy MNIST, {sets.Train.Count:N0} digits to learn, {sets.Test.Count:N0} to test, {sets.Epochs} epochs");

    private static string Verdict(ResultTable results)
    {
        var (before, after) = (results.Rows[0], results.Rows[1]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Change nothing but the shade of the block, and the unconstrained network changes its prediction on [bold]{Value(before, DecoyNetwork.ChangedByDecoy):P1}[/] of the digits, the constrained one on [bold]{Value(after, DecoyNetwork.ChangedByDecoy):P1}[/].\n"
                + $"On the block lies [bold]{Value(before, DecoyNetwork.OnBlock):P1}[/] of the unconstrained network's explanations and [bold]{Value(after, DecoyNetwork.OnBlock):P1}[/] of the constrained one's; chance would be {DecoyReading.Chance:P1}.");

        static double Value(ResultRow row, string metric) => row.Metrics.First(m => m.Name == metric).Value;
    }
}
