using Spectre.Console;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>What the program does: trains, certifies, attacks, prints, and writes a page.</summary>
public static class FashionDemo
{
    /// <summary>Runs everything.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="sets">The images.</param>
    /// <param name="page">The page that is written.</param>
    /// <exception cref="InvalidOperationException">An attack has broken a certificate; page and numbers are written all the same.</exception>
    public static async Task<ResultTable> RunAsync(SampleContext context, FashionSets sets, string page)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(sets);
        var results = new ResultTable("certified-fashion", context.Seed);
        AnsiConsole.MarkupLineInterpolated($"[grey]{sets.Sizes}[/]");
        var run = await TrainingDisplay.RunAsync(display => FashionRun.MeasureAsync(sets, context.Seed, display, context.Cancellation)).ConfigureAwait(false);
        run.Accuracy.Print(title: "Accuracy by the share kept: right, and proved to stay so whatever r patches are hidden");
        run.Explained.Print(title: "Explanations of a quarter of the patches: consistent, and proved to keep the prediction");
        run.Attacked.Print(title: $"Every change tried on explanations by {Explainers.Headline}: proved, and true");
        run.Softened.Print(title: "Soft stability: share of ways to add up to r patches that leave the prediction as it is");
        AnsiConsole.MarkupLine("[grey]The paper's numbers are those of ViT-B/16 on ImageNet in 64 patches; only their shape can be compared.[/]");
        AnsiConsole.MarkupLineInterpolated($"[bold]{run.Certificates:N0}[/] certificates attacked with every change, [bold]{run.Broken}[/] broken.");
        foreach (var table in new[] { run.Accuracy, run.Explained, run.Attacked, run.Softened })
        {
            results.AddRange(table.Rows);
        }

        context.Save(FashionPage.Build(run, sets.Sizes), page);
        context.Finish(results, page);
        return run.Broken == 0 ? results : throw new InvalidOperationException($"{run.Broken} certificates were broken, but a certificate is a proof: this is an error of the library; please report it with the seed {context.Seed}.");
    }
}
