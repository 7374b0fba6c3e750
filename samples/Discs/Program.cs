using System.CommandLine;
using Rationale.Samples;
using Rationale.Samples.Discs;

var pair = new Option<string?>("--pair") { Description = "Two digits of MNIST between which a translator is trained, such as 3-8; without it, generated shapes." };
var page = new Option<FileInfo?>("--page") { Description = "The page that is written; artifacts/discs.html by default." };
return await new SampleCommand("Counterfactuals: which pixels make this image of class A rather than of class B, and how good is the explanation?", pair, page).RunAsync(args, async context =>
{
    var digits = DigitPair.Parse(context.Value(pair));
    var file = context.Value(page)?.FullName ?? Path.GetFullPath(Path.Combine("artifacts", digits is null ? "discs.html" : $"discs-{digits}.html"));
    _ = digits is null
        ? await DiscsDemo.RunAsync(context, DiscSizes.Create(context.Quick), file)
        : await DigitsDemo.RunAsync(context, digits, DigitSets.Create(await MnistDownload.LoadAsync(context), context.Quick), file);
});
