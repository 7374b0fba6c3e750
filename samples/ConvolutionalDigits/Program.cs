using Rationale;
using Rationale.Samples;
using Rationale.Samples.ConvolutionalDigits;
using Rationale.Training;

return await new SampleCommand("Convolutional networks on MNIST, plain and residual, three epochs each.").RunAsync(args, async context =>
{
    var sets = DigitSets.Create(await MnistDownload.LoadAsync(context), context.Quick);
    var results = new ResultTable("convolutional-digits", context.Seed);
    await TrainingDisplay.RunAsync(async display =>
    {
        await AddAsync("convolutional", new ConvolutionalNetwork(context.Seed), display);
        await AddAsync("residual", new ResidualNetwork(context.Seed), display);
        return results;
    });
    results.Print(title: $"MNIST, {sets.Train.Count} digits to learn, {sets.Test.Count} to test");
    context.Finish(results);

    async Task AddAsync(string name, IModel model, TrainingDisplay display)
    {
        using (model)
        {
            var training = await model.TrainAsync(sets.Train, new TrainingOptions { Seed = context.Seed, Device = context.Device }, display.Training(name), context.Cancellation);
            results.Add(name)
                .With("parameters", model.Parameters.Length)
                .With("trainAccuracy", model.Evaluate(sets.Train).Accuracy)
                .With("testAccuracy", model.Evaluate(sets.Test).Accuracy)
                .With("seconds", training.Elapsed.TotalSeconds);
        }
    }
});
