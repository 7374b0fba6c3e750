using System.CommandLine;
using Rationale.Samples;
using Rationale.Samples.SelfExplainingDigits;

var page = new Option<FileInfo?>("--page") { Description = "The page that is written; artifacts/self-explaining-digits.html by default." };
return await new SampleCommand("Self-explaining networks on MNIST: accuracy by the weight of the robustness penalty, on logits and as the authors' code has it.", page)
    .RunAsync(args, async context =>
    {
        var digits = await MnistDownload.LoadAsync(context);
        var sizes = SweepSizes.Create(context.Quick);
        var file = context.Value(page)?.FullName ?? Path.GetFullPath(Path.Combine("artifacts", "self-explaining-digits.html"));
        await DigitsDemo.RunAsync(context, DigitSets.Create(digits, sizes) with { Device = context.Device }, sizes, file);
    });
