using System.Diagnostics;
using Rationale.Samples.DecoyDigits;
using Rationale.Torch;
using Rationale.Training;
using TorchSharp;

namespace Rationale.Samples.TorchSharpModule;

/// <summary>Trains one module by its differentiated step and by autograd, and another one by autograd alone.</summary>
internal static class ModuleDemo
{
    public static async Task RunAsync(SampleContext context, DecoySets sets)
    {
        var results = new ResultTable("torchsharp-module", context.Seed);
        await TrainingDisplay.RunAsync(async display =>
        {
            await CompiledAsync(context, sets, results, display).ConfigureAwait(false);
            using (var module = new DigitsModule())
            {
                Autograd("understood, by autograd", module, (x, labels, marks) => module.ExplainedLoss(x, labels, marks), context, sets, results, display);
            }

            using var maxout = new MaxoutModule();
            Autograd("not understood, by autograd", maxout, (x, labels, marks) => maxout.ExplainedLoss(x, labels, marks), context, sets, results, display);
            return true;
        }).ConfigureAwait(false);
        results.Print(title: FormattableString.Invariant($"Decoy MNIST with modules of one's own over libtorch, {sets.Train.Count:N0} digits, {sets.Epochs} epochs"));
        context.Finish(results);
    }

    /// <summary>The layers that were read from <c>forward</c>, trained on libtorch over the module's own parameters.</summary>
    private static async Task CompiledAsync(SampleContext context, DecoySets sets, ResultTable results, TrainingDisplay display)
    {
        using var module = new DigitsModule();
        AutogradTraining.Start(module, context.Seed);
        var options = new TrainingOptions { Epochs = sets.Epochs, Shuffle = false, Device = TorchDevice.Cpu };
        var result = await module.TrainAsync(sets.Train, options, display.Training("understood, compiled"), context.Cancellation).ConfigureAwait(false);
        Add(results, "understood, compiled", module, sets, result.Elapsed);
    }

    private static void Autograd(
        string name, torch.nn.Module<torch.Tensor, torch.Tensor> module, Func<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor> loss, SampleContext context, DecoySets sets, ResultTable results, TrainingDisplay display)
    {
        AutogradTraining.Start(module, context.Seed);
        var clock = Stopwatch.StartNew();
        AutogradTraining.Run(module, loss, sets.Train, sets.Epochs, display.Trainings(name, sets.Epochs), context.Cancellation);
        Add(results, name, module, sets, clock.Elapsed);
    }

    private static void Add(ResultTable results, string name, torch.nn.Module<torch.Tensor, torch.Tensor> module, DecoySets sets, TimeSpan elapsed)
    {
        var (train, test) = (AutogradTraining.Accuracy(module, sets.Train), AutogradTraining.Accuracy(module, sets.Test));
        var row = results.Add(name);

        // The paper's network is the one of three layers; of the other it says nothing.
        row = module is DigitsModule
            ? row.With("trainAccuracy", train, PaperNumbers.Constrained.Train).With("testAccuracy", test, PaperNumbers.Constrained.Test)
            : row.With("trainAccuracy", train).With("testAccuracy", test);
        row.With("seconds", elapsed.TotalSeconds);
    }
}
