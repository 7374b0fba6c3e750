using Rationale.Samples.DecoyDigits;
using Rationale.Samples.SelfExplainingDigits;

namespace Rationale.Samples.TorchSharpModule;

/// <summary>What the program does: trains modules of each kind, and prints what they learned.</summary>
public static class ModuleDemo
{
    /// <summary>Trains the modules.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="decoys">Digits with decoys, for the modules whose explanations are constrained.</param>
    /// <param name="digits">Digits, for the modules that explain themselves or are certified.</param>
    /// <param name="sizes">Passes over those digits, and how many explanations are certified.</param>
    /// <returns>A row for each module.</returns>
    public static async Task<ResultTable> RunAsync(SampleContext context, DecoySets decoys, DigitSets digits, SweepSizes sizes)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(decoys);
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentNullException.ThrowIfNull(sizes);
        var results = new ResultTable("torchsharp-module", context.Seed);
        await TrainingDisplay.RunAsync(async display =>
        {
            await DecoyRuns.AddToAsync(results, context, decoys, display).ConfigureAwait(false);
            await ExplainedRuns.AddToAsync(results, context, digits, sizes, display).ConfigureAwait(false);
            return results;
        }).ConfigureAwait(false);
        results.Print(title: FormattableString.Invariant(
            $"Modules of one's own: Decoy MNIST, {decoys.Train.Count:N0} digits, {decoys.Epochs} epochs; self-explaining and certified: MNIST, {digits.Train.Count:N0} digits, {sizes.Epochs} epochs"));
        context.Finish(results);
        return results;
    }
}
