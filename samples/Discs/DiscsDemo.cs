using Rationale.Counterfactuals;
using Rationale.Training;
using Spectre.Console;

namespace Rationale.Samples.Discs;

/// <summary>Shapes: the counterfactual is known, and may be learnt.</summary>
public static class DiscsDemo
{
    /// <summary>What stands behind the names of methods whose counterfactuals were learnt.</summary>
    public const string Learnt = ", translated";

    /// <summary>Runs everything.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="sizes">On how much.</param>
    /// <param name="page">The page that is written.</param>
    public static async Task<ResultTable> RunAsync(SampleContext context, DiscSizes sizes, string page)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(sizes);
        var results = new ResultTable("discs", context.Seed);
        AnsiConsole.MarkupLineInterpolated($"[grey]{sizes}[/]");
        using var classifier = new DiscClassifier(context.Seed);
        var (test, known, learnt) = await TrainingDisplay.RunAsync(display => MeasureAsync(context, sizes, classifier, display)).ConfigureAwait(false);
        known.Scores.AddTo(results);
        AnsiConsole.MarkupLineInterpolated($"The classifier is right on [bold]{classifier.Evaluate(test.Images).Accuracy:P1}[/] of the test images.");
        AnsiConsole.MarkupLineInterpolated($"Known counterfactuals: {known.Filtered}");
        var html = PairPage.Begin(sizes.ToString(), DiscImages.Range).Add("Known counterfactuals", known.Filtered, known.Scores);
        if (learnt is { } translated)
        {
            translated.Scores.AddTo(results, Learnt);
            AnsiConsole.MarkupLineInterpolated($"Learnt counterfactuals: {translated.Filtered}");
            html.Add("Learnt counterfactuals", translated.Filtered, translated.Scores);
        }

        results.Print(title: "DAC scores: masks closed, not blurred; and blurred");
        context.Save(html.Page, page);
        context.Finish(results, page);
        return results;
    }

    private static async Task<(DiscImages Test, Part Known, Part? Learnt)> MeasureAsync(SampleContext context, DiscSizes sizes, DiscClassifier classifier, TrainingDisplay display)
    {
        var (train, test) = (DiscImages.Generate(sizes.Train, context.Seed), DiscImages.Generate(sizes.Pairs, context.Seed + 1));
        var options = new TrainingOptions { Epochs = sizes.Epochs, Seed = context.Seed, Device = context.Device };
        await classifier.TrainAsync(train.WithNoise(context.Seed), options, display.Training("classifier"), context.Cancellation).ConfigureAwait(false);
        classifier.Device = context.Device;
        var filtered = new PairFilter().Apply(classifier, test.Pairs, null, context.Cancellation);
        var known = new Part(filtered, MethodScores.Measure(classifier, filtered, test.Decisive, context.Seed, display, context.Cancellation));
        if (sizes.Translated == 0)
        {
            return (test, known, null);
        }

        using var translator = DiscClassifier.CreateTranslator(context.Seed);
        translator.Device = context.Device;
        var half = sizes.TranslatorEpochs / 2;
        var training = new TranslatorOptions { Epochs = sizes.TranslatorEpochs - half, DecayEpochs = half, Seed = context.Seed, Device = context.Device };
        await classifier.TrainTranslatorAsync(translator, train.Images.Take(sizes.Translated), training, display.Training("translator"), context.Cancellation).ConfigureAwait(false);
        var changed = new PairFilter().Apply(classifier, translator.GenerateBoth(test.Images, 0, 1, cancellationToken: context.Cancellation), null, context.Cancellation);
        return (test, known, changed.KeptIndices.Count == 0 ? null : new Part(changed, MethodScores.Measure(classifier, changed, null, context.Seed, display, context.Cancellation)));
    }

    private sealed record Part(FilteredPairs Filtered, MethodScores Scores);
}
