using System.CommandLine;
using Rationale.Samples;
using Rationale.Samples.BreastCancer;

var page = new Option<FileInfo?>("--page") { Description = "The page that is written; artifacts/breast-cancer.html by default." };
return await new SampleCommand("Self-explaining models of breast tumours: how the robustness penalty trades accuracy for stable relevances.", page)
    .RunAsync(args, async context =>
    {
        var data = LambdaSweep.Load(context.Data);
        var (splits, epochs) = context.Quick ? (2, 40) : (10, 100);
        var results = await TrainingDisplay.RunAsync(display => LambdaSweep.RunAsync(data, splits, epochs, context.Seed, context.Device, display, context.Cancellation));
        var size = $"Breast cancer, {data.Count} tumours, means of {splits} splits";
        results.Print(title: $"{size}; the paper's numbers are read off figure 5B");
        var file = context.Value(page)?.FullName ?? Path.GetFullPath(Path.Combine("artifacts", "breast-cancer.html"));
        context.Save(SweepPage.Build(results, size), file);
        context.Finish(results, file);
    });
