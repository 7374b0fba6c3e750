using System.CommandLine;
using Rationale.Samples;
using Rationale.Samples.DecoyDigits;

var page = new Option<FileInfo?>("--page") { Description = "The page that is written; artifacts/decoy-digits.html by default." };
var sweep = new Option<bool>("--sweep") { Description = "Train with thirteen weights instead of two, beside the authors' log." };
return await new SampleCommand("Decoy MNIST: a network that is right for the wrong reasons, and the same network made right for the right ones.", page, sweep)
    .RunAsync(args, async context =>
    {
        var digits = await MnistDownload.LoadAsync(context);
        var sets = DecoySets.Create(digits, context.Quick, context.Seed) with { Device = context.Device };
        var file = context.Value(page)?.FullName ?? Path.GetFullPath(Path.Combine("artifacts", context.Value(sweep) ? "decoy-digits-sweep.html" : "decoy-digits.html"));
        await (context.Value(sweep) ? DecoyDemo.SweepAsync(context, sets, file) : DecoyDemo.CompareAsync(context, sets, file));
    });
