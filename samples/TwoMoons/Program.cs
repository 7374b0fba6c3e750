using System.CommandLine;
using Rationale.Samples;
using Rationale.Samples.TwoMoons;

var dimensions = new Option<int[]>("--dimensions") { Description = "Numbers of nuisance features: 50, 100, 200, 500, 1000.", AllowMultipleArgumentsPerToken = true };
var runs = new Option<int?>("--runs") { Description = "Draws of the examples; 5 by default, 2 with --quick." };
var convergence = new Option<bool>("--convergence") { Description = "Instead: which attribution drives the dependence on a feature to zero." };
var page = new Option<FileInfo?>("--page") { Description = "The page that is written; artifacts/two-moons.html by default." };
return await new SampleCommand("Two moons: accuracy against features that say nothing, with a prior and its controls.", dimensions, runs, convergence, page)
    .RunAsync(args, async context =>
    {
        var results = new ResultTable("two-moons", context.Seed);
        if (context.Value(convergence))
        {
            foreach (var kind in new[] { Rationale.AttributionKind.ExpectedGradients, Rationale.AttributionKind.Gradient })
            {
                var dependence = await Convergence.RunAsync(kind, 200, context.Seed, context.Device, context.Cancellation);
                results.Add(kind == Rationale.AttributionKind.Gradient ? "gradient" : "expected gradients, k = 1")
                    .With("dependenceAtEpoch90", dependence[89], kind == Rationale.AttributionKind.Gradient ? null : 0).With("dependenceAtEpoch200", dependence[199], kind == Rationale.AttributionKind.Gradient ? 0.16 : 0);
            }

            results.Print(title: "Dependence on the second of two equal features, whose attribution is penalized");
            context.Finish(results);
            return;
        }

        int[] chosen = context.Value(dimensions) is { Length: > 0 } given ? given : context.Quick ? [50, 500] : [.. MoonRuns.Dimensions];
        var points = await TrainingDisplay.RunAsync(display => MoonRuns.RunAsync(
            chosen, context.Value(runs) ?? (context.Quick ? 2 : 5), context.Seed, context.Quick ? 120 : null, context.Device, display, context.Cancellation));
        MoonRuns.AddTo(results, points);
        results.Print(title: "Two moons with d features that say nothing");
        foreach (var (nuisance, result) in points)
        {
            Console.WriteLine(FormattableString.Invariant($"\nd = {nuisance}\n{string.Join("\n", result.Comparisons)}\n{string.Join("\n", result.Conclusions)}"));
        }

        var file = context.Value(page)?.FullName ?? Path.GetFullPath(Path.Combine("artifacts", "two-moons.html"));
        context.Save(MoonPage.Build(points, results), file);
        context.Finish(results, file);
    });
