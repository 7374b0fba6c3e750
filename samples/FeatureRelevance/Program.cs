using Rationale.Objectives;
using Rationale.Samples;
using Rationale.Samples.FeatureRelevance;
using Rationale.Training;

return await new SampleCommand("Feature relevance: more features than examples, and a prior that is told with noise which of them matter.")
    .RunAsync(args, async context =>
    {
        var results = new ResultTable("feature-relevance", context.Seed);
        var runs = await TrainingDisplay.RunAsync(display => RelevanceRuns.RunAsync(context.Quick ? 3 : 10, context.Seed, context.Quick ? 150 : null, context.Device, display, context.Cancellation));
        runs.AddTo(results);
        results.Print(title: "200 features of which ten matter, 100 examples to learn from");
        Console.WriteLine(FormattableString.Invariant($"\n{string.Join("\n", runs.Controls.Comparisons)}\n{string.Join("\n", runs.Controls.Conclusions)}\n"));

        // What the prior of one draw says of the features: those that matter are 0 to 9.
        var data = RelevanceData.Draw(context.Seed);
        using var model = new RelevanceModel(context.Seed);
        await model.TrainAsync(data.Train, new TrainingOptions { Epochs = context.Quick ? 150 : null, Device = context.Device, Validation = data.Validation, EarlyStopping = new EarlyStopping { Metric = "meanSquaredError", Patience = 50 } }, cancellationToken: context.Cancellation);
        Console.WriteLine(PriorExplanation.Create(model, RelevanceData.Known(context.Seed)));
        context.Finish(results);
    });
