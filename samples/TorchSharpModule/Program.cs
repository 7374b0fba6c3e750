using Rationale.Samples;
using Rationale.Samples.DecoyDigits;
using Rationale.Samples.SelfExplainingDigits;
using Rationale.Samples.TorchSharpModule;
using Rationale.Torch.Libraries;

return await new SampleCommand("Modules of one's own over TorchSharp: understood and compiled, not understood and left to autograd, self-explaining, and certified.")
    .RunAsync(args, async context =>
    {
        if (TorchLibraries.UnavailableReason is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        var digits = await MnistDownload.LoadAsync(context);
        var decoys = DecoySets.Create(digits, context.Quick, context.Seed);
        var sizes = SweepSizes.Create(context.Quick);
        await ModuleDemo.RunAsync(context, context.Quick ? decoys with { Epochs = 32 } : decoys, DigitSets.Create(digits, sizes), sizes);
    });
