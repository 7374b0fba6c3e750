using Rationale.Samples;
using Rationale.Samples.TorchSharpVision;
using Rationale.Torch.Libraries;

return await new SampleCommand("Decoy MNIST with a residual network in the style of TorchVision, its own forward read and compiled.").RunAsync(args, async context =>
{
    if (TorchLibraries.UnavailableReason is { } reason)
    {
        throw new InvalidOperationException(reason);
    }

    await VisionDemo.RunAsync(context, VisionDemo.Sets(await MnistDownload.LoadAsync(context), context.Quick, context.Seed));
});
