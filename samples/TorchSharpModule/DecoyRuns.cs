using System.Diagnostics;
using Rationale.Samples.DecoyDigits;
using Rationale.Training;
using TorchSharp;

namespace Rationale.Samples.TorchSharpModule;

/// <summary>Decoy MNIST: a module that is understood, by its compiled step and in a loop of one's own, and a module that is not.</summary>
internal static class DecoyRuns
{
    public static async Task AddToAsync(ResultTable results, SampleContext context, DecoySets sets, TrainingDisplay display)
    {
        using (var module = new DigitsModule())
        {
            const string Name = "understood, compiled";
            Start(module, context.Seed);
            var training = await module.TrainAsync(sets.Train, Options(sets) with { Device = context.Device }, display.Training(Name), context.Cancellation).ConfigureAwait(false);
            Add(results.Add(Name), module, sets, training.Elapsed, PaperNumbers.Constrained);
        }

        using (var module = new DigitsModule())
        {
            const string Name = "understood, in a loop of one's own";
            Start(module, context.Seed);
            var clock = Stopwatch.StartNew();
            OwnLoop.Run(module, sets.Train, sets.Epochs, display.Trainings(Name, sets.Epochs), context.Cancellation);
            Add(results.Add(Name), module, sets, clock.Elapsed, PaperNumbers.Constrained);
        }

        using (var module = new MaxoutModule())
        {
            const string Name = "not understood";
            Start(module, context.Seed);

            // No device is named: autograd runs where the module is. The paper says nothing of such a network.
            var training = await module.TrainAsync(sets.Train, Options(sets), display.Training(Name), context.Cancellation).ConfigureAwait(false);
            Add(results.Add(Name), module, sets, training.Elapsed, paper: null);
        }
    }

    private static TrainingOptions Options(DecoySets sets) => new() { Epochs = sets.Epochs, Shuffle = false };

    /// <summary>Parameters as the paper draws them: normal, with a deviation of a tenth.</summary>
    private static void Start(torch.nn.Module module, ulong seed)
    {
        torch.manual_seed((long)seed);
        foreach (var parameter in module.parameters())
        {
            torch.nn.init.normal_(parameter, 0, 0.1);
        }
    }

    private static void Add(ResultRow row, IModel module, DecoySets sets, TimeSpan elapsed, (double Train, double Test)? paper) => row
        .With("trainAccuracy", module.Evaluate(sets.Train).Accuracy, paper?.Train)
        .With("testAccuracy", module.Evaluate(sets.Test).Accuracy, paper?.Test)
        .With("seconds", elapsed.TotalSeconds);
}
