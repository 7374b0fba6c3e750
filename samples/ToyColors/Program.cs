using System.CommandLine;
using Rationale.Samples;
using Rationale.Samples.ToyColors;

var curves = new Option<bool>("--curves") { Description = "How much data, and how many annotations, it takes: two charts on a page." };
var page = new Option<FileInfo?>("--page") { Description = "The page that --curves writes; artifacts/toy-colors.html by default." };
return await new SampleCommand("Toy colors: two rules tell two classes apart; forbid one, forbid both, or find another explanation.", curves, page)
    .RunAsync(args, async context =>
    {
        var sets = ToySets.Create(context.Quick, context.Seed) with { Device = context.Device };
        if (!context.Value(curves))
        {
            var rules = await TrainingDisplay.RunAsync(display => ToyRules.RunAsync(sets, context.Seed, display, context.Cancellation));
            rules.Print(title: FormattableString.Invariant($"Toy colors, {sets.Train.Count:N0} images to learn, as many to test"));
            context.Finish(rules);
            return;
        }

        var (summary, points) = (new ResultTable("toy-colors-curves", context.Seed), new ResultTable("toy-colors-curves", context.Seed));
        var measured = await TrainingDisplay.RunAsync(display => ToyCurves.RunAsync(sets, context, display));
        measured.AddSummary(summary);
        measured.AddPoints(points);
        var file = context.Value(page)?.FullName ?? Path.GetFullPath(Path.Combine("artifacts", "toy-colors.html"));
        context.Save(ToyPage.Build(measured, summary), file);
        summary.Print(title: "Toy colors: how much it takes");
        context.Finish(points, file);
    });
