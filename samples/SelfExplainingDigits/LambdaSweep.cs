using Rationale.SelfExplaining;
using Rationale.Training;

namespace Rationale.Samples.SelfExplainingDigits;

/// <summary>Models by λ: with the penalty on logits, with that of the authors' code, and with concepts that say nothing.</summary>
public sealed class LambdaSweep
{
    /// <summary>λ of the model whose concepts are shown.</summary>
    public const double ShownWeight = 1e-4;

    /// <summary>The largest λ.</summary>
    public const double LargestWeight = 1;

    private LambdaSweep(ulong seed) => (Predictions, Concepts) = (new ResultTable("self-explaining-digits", seed), new ResultTable("self-explaining-digits", seed));

    /// <summary>How good the predictions are, and how steady their explanations.</summary>
    public ResultTable Predictions { get; }

    /// <summary>What the concepts are worth.</summary>
    public ResultTable Concepts { get; }

    /// <summary>Explanations of the test digits by the model with the penalty on the logits and <see cref="ShownWeight"/>.</summary>
    public ConceptExplanations? Shown { get; private set; }

    /// <summary>Trains and measures all models, one on each core.</summary>
    /// <param name="sets">The digits.</param>
    /// <param name="sizes">How much is learned and looked at.</param>
    /// <param name="seed">Seed of initial parameters and order, the same for every model.</param>
    /// <param name="display">Shows the trainings.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public static async Task<LambdaSweep> RunAsync(DigitSets sets, SweepSizes sizes, ulong seed, TrainingDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(display);
        var sweep = new LambdaSweep(seed);
        var jobs = SweepJob.CreateAll(sizes);
        var done = display.Trainings("models", jobs.Count);
        var measured = await ModelPerCore.RunAsync(
            jobs.Count,
            async (i, cancellation) =>
            {
                using var model = ModelPerCore.Single(jobs[i].Create(seed));
                var options = new TrainingOptions { Epochs = sizes.Epochs, Seed = seed, RobustnessWeight = jobs[i].Weight, Device = sets.Device };
                var training = await model.TrainAsync(sets.Train, options, display.Training(jobs[i].Name), cancellation).ConfigureAwait(false);
                var explanations = ConceptExplanations.Compute(model, sets.Test.Features, cancellationToken: cancellation);
                if (jobs[i] is { Kind: SweepJob.Logit, Weight: ShownWeight })
                {
                    sweep.Shown = explanations;
                }

                var step = display.Trainings($"{jobs[i].Name}: explanations", SweepMeasures.Steps);
                var measures = SweepMeasures.Measure(model, training, explanations, sets.Test, sizes.Explained, seed, step, cancellation);
                done();
                return measures;
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var (job, measures) in jobs.Zip(measured))
        {
            measures.AddTo(job, sweep.Predictions, sweep.Concepts);
        }

        return sweep;
    }
}
