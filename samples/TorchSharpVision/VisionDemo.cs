using Rationale.Data;
using Rationale.Samples.DecoyDigits;
using Rationale.Training;

namespace Rationale.Samples.TorchSharpVision;

/// <summary>What the program does: trains the network free and constrained, and prints what each learned.</summary>
public static class VisionDemo
{
    private const int QuickTrainExamples = 3_000;

    /// <summary>The digits of a run.</summary>
    /// <param name="digits">Digits without decoys.</param>
    /// <param name="quick">Whether a part of them is enough.</param>
    /// <param name="seed">Seed of the decoys.</param>
    public static DecoySets Sets(MnistData digits, bool quick, ulong seed)
    {
        var sets = DecoySets.Create(digits, quick, seed);
        return quick ? sets with { Train = sets.Train.Take(Math.Min(QuickTrainExamples, sets.Train.Count)) } : sets;
    }

    /// <summary>Trains both networks, each for the epochs that it declares.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="sets">Digits with decoys.</param>
    /// <returns>A row for each network.</returns>
    public static async Task<ResultTable> RunAsync(SampleContext context, DecoySets sets)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(sets);
        var results = new ResultTable("torchsharp-vision", context.Seed);
        await TrainingDisplay.RunAsync(async display =>
        {
            using (var free = new FreeResNet())
            {
                // It has no use for the annotations.
                await AddAsync("unconstrained", free, sets.Train.WithAnnotationMask(null), display).ConfigureAwait(false);
            }

            using (var constrained = new ConstrainedResNet())
            {
                await AddAsync("decoy forbidden", constrained, sets.Train, display).ConfigureAwait(false);
            }

            return results;
        }).ConfigureAwait(false);
        results.Print(title: FormattableString.Invariant($"Decoy MNIST with a residual network, {sets.Train.Count:N0} digits to learn, {sets.Test.Count:N0} to test"));
        context.Finish(results);
        return results;

        async Task AddAsync(string name, IModel model, Dataset train, TrainingDisplay display)
        {
            model.Initialize(context.Seed);
            var options = new TrainingOptions { Seed = context.Seed, Device = context.Device };
            var training = await model.TrainAsync(train, options, display.Training(name), context.Cancellation).ConfigureAwait(false);
            results.Add(name)
                .With("parameters", model.Parameters.Length)
                .With("trainAccuracy", model.Evaluate(train).Accuracy)
                .With("testAccuracy", model.Evaluate(sets.Test).Accuracy)
                .With(DecoyNetwork.ChangedByDecoy, DecoyReading.ChangedByDecoy(model, sets.Test))
                .With("seconds", training.Elapsed.TotalSeconds);
        }
    }
}
