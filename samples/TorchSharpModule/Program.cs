using Rationale.Samples;
using Rationale.Samples.DecoyDigits;
using Rationale.Samples.TorchSharpModule;
using Rationale.Torch.Libraries;

return await new SampleCommand("Decoy MNIST with modules of one's own: one whose forward is understood and compiled, and one that is left to autograd.")
    .RunAsync(args, async context =>
    {
        if (TorchLibraries.UnavailableReason is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        var digits = await MnistDownload.LoadAsync(context);
        var sets = DecoySets.Create(digits, context.Quick, context.Seed);
        await ModuleDemo.RunAsync(context, context.Quick ? sets with { Epochs = 32 } : sets);
    });
