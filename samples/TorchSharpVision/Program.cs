using Rationale;
using Rationale.Samples;
using Rationale.Samples.DecoyDigits;
using Rationale.Samples.TorchSharpVision;
using Rationale.Torch.Libraries;
using Rationale.Training;

return await new SampleCommand("Decoy MNIST with a residual network in the style of TorchVision, its own forward read and compiled.").RunAsync(args, async context =>
{
    if (TorchLibraries.UnavailableReason is { } reason)
    {
        throw new InvalidOperationException(reason);
    }

    var sets = DecoySets.Create(await MnistDownload.LoadAsync(context), context.Quick, context.Seed);
    var train = context.Quick ? sets.Train.Take(3_000) : sets.Train;
    var results = new ResultTable("torchsharp-vision", context.Seed);
    await TrainingDisplay.RunAsync(async display =>
    {
        using (var free = new FreeResNet())
        {
            free.Initialize(context.Seed);
            await AddAsync("unconstrained", free, display);
        }

        using (var constrained = new ConstrainedResNet())
        {
            constrained.Initialize(context.Seed);
            await AddAsync("decoy forbidden", constrained, display);
        }

        return results;
    });
    results.Print(title: FormattableString.Invariant($"Decoy MNIST with a residual network, {train.Count:N0} digits to learn, {sets.Test.Count:N0} to test"));
    context.Finish(results);

    async Task AddAsync(string name, IModel model, TrainingDisplay display)
    {
        var training = await model.TrainAsync(train, new TrainingOptions { Seed = context.Seed, Device = context.Device }, display.Training(name), context.Cancellation);
        results.Add(name)
            .With("parameters", model.Parameters.Length)
            .With("trainAccuracy", model.Evaluate(train).Accuracy)
            .With("testAccuracy", model.Evaluate(sets.Test).Accuracy)
            .With("seconds", training.Elapsed.TotalSeconds);
    }
});
