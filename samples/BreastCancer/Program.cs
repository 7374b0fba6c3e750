using Rationale.Samples;
using Rationale.Samples.BreastCancer;

return await new SampleCommand("Self-explaining models of breast tumours: how the robustness penalty trades accuracy for stable relevances.")
    .RunAsync(args, async context =>
    {
        var data = LambdaSweep.Load(context.Data);
        var (splits, epochs) = context.Quick ? (2, 40) : (10, 100);
        var results = await TrainingDisplay.RunAsync(display => LambdaSweep.RunAsync(data, splits, epochs, context.Seed, display, context.Cancellation));
        results.Print(title: $"Breast cancer, {data.Count} tumours, means of {splits} splits; the paper's numbers are read off figure 5B");
        context.Finish(results);
    });
