namespace Rationale.Samples.SelfExplainingDigits;

/// <summary>What the program does: trains, prints, and writes a page.</summary>
public static class DigitsDemo
{
    /// <summary>Runs the sweep.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="sets">The digits.</param>
    /// <param name="sizes">How much is learned and looked at.</param>
    /// <param name="page">The page that is written.</param>
    public static async Task<ResultTable> RunAsync(SampleContext context, DigitSets sets, SweepSizes sizes, string page)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(sizes);
        var sweep = await TrainingDisplay.RunAsync(display => LambdaSweep.RunAsync(sets, sizes, context.Seed, display, context.Cancellation)).ConfigureAwait(false);
        sweep.Predictions.Print(title: sizes.ToString());
        sweep.Concepts.Print(title: "What the concepts are worth");
        context.Save(DigitsPage.Build(sweep, sets.Test, sizes), page);

        // Printed apart, written together.
        sweep.Predictions.AddRange(sweep.Concepts.Rows);
        context.Finish(sweep.Predictions, page);
        return sweep.Predictions;
    }
}
