using System.CommandLine;
using Rationale.Samples;
using Rationale.Samples.CertifiedFashion;

var page = new Option<FileInfo?>("--page") { Description = "The page that is written; artifacts/certified-fashion.html by default." };
return await new SampleCommand("Fashion-MNIST: explanations with a proof, against every attack.", page).RunAsync(args, async context =>
{
    var images = await MnistDownload.LoadFashionAsync(context);
    var file = context.Value(page)?.FullName ?? Path.GetFullPath(Path.Combine("artifacts", "certified-fashion.html"));
    await FashionDemo.RunAsync(context, FashionSets.Create(images, FashionSizes.Create(context.Quick)) with { Device = context.Device }, file);
});
