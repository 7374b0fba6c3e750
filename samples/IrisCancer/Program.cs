using Rationale.Samples;
using Rationale.Samples.IrisCancer;

return await new SampleCommand("Iris-Cancer: four columns of a flower give tumours away; forbid them, or find explanations without them.")
    .RunAsync(args, async context =>
    {
        var data = IrisCancerData.Load(context.Data);
        var (splits, runs) = context.Quick ? (24, 8) : (PaperNumbers.Splits, PaperNumbers.Runs);
        var (forbidden, found, all) = (new ResultTable("iris-cancer", context.Seed), new ResultTable("iris-cancer", context.Seed), new ResultTable("iris-cancer", context.Seed));
        await TrainingDisplay.RunAsync(async display =>
        {
            await SplitRuns.AddToAsync(forbidden, data, splits, context.Seed, context.Device, display, context.Cancellation);
            await OtherExplanations.AddToAsync(found, data, runs, context.Seed, context.Device, display, context.Cancellation);
            return 0;
        });
        forbidden.Print(title: $"Iris-Cancer: test accuracy with the flower in and out, means of {splits} splits");
        found.Print(title: $"Find another explanation, means of {runs} splits; tested with the flower out");
        all.AddRange(forbidden.Rows);
        all.AddRange(found.Rows);
        context.Finish(all);
    });
