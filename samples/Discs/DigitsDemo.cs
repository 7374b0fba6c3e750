using Rationale.Counterfactuals;
using Rationale.Training;
using Spectre.Console;

namespace Rationale.Samples.Discs;

/// <summary>Two digits of MNIST: the counterfactual is learnt.</summary>
public static class DigitsDemo
{
    /// <summary>Runs everything.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="pair">The digits.</param>
    /// <param name="sets">The images.</param>
    /// <param name="page">The page that is written.</param>
    public static async Task<ResultTable> RunAsync(SampleContext context, DigitPair pair, DigitSets sets, string page)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(sets);
        var results = new ResultTable("discs", context.Seed);
        using var classifier = new DigitClassifier(context.Seed);
        using var translator = Create(pair, context.Seed);
        var (filtered, scores) = await TrainingDisplay.RunAsync(async display =>
        {
            await classifier.TrainAsync(sets.Train, new TrainingOptions { Seed = context.Seed, Device = context.Device }, display.Training("classifier"), context.Cancellation).ConfigureAwait(false);
            classifier.Device = translator.Device = context.Device;
            var half = sets.TranslatorEpochs / 2;
            var options = new TranslatorOptions { Epochs = sets.TranslatorEpochs - half, DecayEpochs = half, Seed = context.Seed, Device = context.Device };
            await classifier.TrainTranslatorAsync(translator, sets.Of(pair), options, display.Training($"translator {pair}"), context.Cancellation).ConfigureAwait(false);
            var pairs = translator.GenerateBoth(sets.Test, pair.First, pair.Second, sets.Limit, cancellationToken: context.Cancellation);
            var found = new PairFilter().Apply(classifier, pairs, null, context.Cancellation);
            return (found, MethodScores.Measure(classifier, found, null, context.Seed, display, context.Cancellation));
        }).ConfigureAwait(false);
        scores.AddTo(results);
        foreach (var row in results.Rows)
        {
            row.With("flipRate", filtered.FlipRate);
        }

        AnsiConsole.MarkupLineInterpolated($"The classifier is right on [bold]{classifier.Evaluate(sets.Test).Accuracy:P1}[/] of the test images; the translator flips [bold]{filtered.FlipRate:P1}[/] of those of the pair.");
        AnsiConsole.MarkupLineInterpolated($"{filtered}");
        results.Print(title: $"DAC scores of {pair}: masks closed, not blurred; and blurred");
        context.Save(PairPage.Begin($"MNIST, {pair}", ValueRange.ZeroToOne).Add($"Digits {pair}, translated", filtered, scores).Page, page);
        context.Finish(results, page);
        return results;
    }

    /// <summary>The pair that the attribute names was compiled; every other is interpreted, by the same kernels.</summary>
    private static Translator Create(DigitPair pair, ulong seed)
    {
        var compiled = DigitClassifier.TranslatorSpecification;
        return (pair.First, pair.Second) == (compiled.First, compiled.Second)
            ? DigitClassifier.CreateTranslator(seed)
            : Translator.Interpret(compiled with { Name = $"DigitClassifier {pair}", First = pair.First, Second = pair.Second }, seed);
    }
}
