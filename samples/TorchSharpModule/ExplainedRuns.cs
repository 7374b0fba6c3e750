using Rationale.Attribution;
using Rationale.Samples.SelfExplainingDigits;
using Rationale.SelfExplaining;
using Rationale.Smoothing;
using Rationale.Training;
using FashionNumbers = Rationale.Samples.CertifiedFashion.PaperNumbers;

namespace Rationale.Samples.TorchSharpModule;

/// <summary>MNIST: a module that explains itself, and one whose predictions and explanations are certified.</summary>
internal static class ExplainedRuns
{
    /// <summary>The share of the patches that an explanation keeps.</summary>
    private const double Fraction = 0.25;

    public static async Task AddToAsync(ResultTable results, SampleContext context, DigitSets sets, SweepSizes sizes, TrainingDisplay display)
    {
        var options = new TrainingOptions { Epochs = sizes.Epochs, Seed = context.Seed, Device = context.Device };
        using (var module = new ConceptModule())
        {
            const string Name = "self-explaining";
            module.Initialize(context.Seed);
            var training = await module.TrainAsync(sets.Train, options, display.Training(Name), context.Cancellation).ConfigureAwait(false);
            var explanations = module.ExplainConcepts(sets.Test.Features, cancellationToken: context.Cancellation);
            results.Add(Name)
                .With("trainAccuracy", module.Evaluate(sets.Train).Accuracy)
                .With("testAccuracy", module.Evaluate(sets.Test).Accuracy, PaperNumbers.LogProbability[ConceptModule.Robustness])
                .With("seconds", training.Elapsed.TotalSeconds)
                .With("accuracyWithoutConcepts", ConceptAccuracy.Compute(explanations, sets.Test, cancellationToken: context.Cancellation).WithConstantConcepts);
        }

        using (var module = new CertifiedModule())
        {
            const string Name = "certified";
            module.Initialize(context.Seed);
            var training = await module.TrainAsync(sets.Train, options, display.Training(Name), context.Cancellation).ConfigureAwait(false);
            var predictions = CertifiedCurve.ForAccuracy(module.Smoothed.Vote(sets.Test.Features, cancellationToken: context.Cancellation), sets.Test);
            var explained = sets.Test.Take(Math.Min(sizes.Explained, sets.Test.Count));
            var explanations = module.Attribute(explained, new IntegratedGradients(), cancellationToken: context.Cancellation).ByGroup(module.Smoothed.FeatureGroups).TopFraction(Fraction);
            var certificates = module.Smoothed.Certify(explained.Features, explanations, cancellationToken: context.Cancellation);

            // The authors certified another network on other images; of their explanations, those of SHAP.
            results.Add(Name)
                .With("testAccuracy", predictions[0], FashionNumbers.Accuracy[CertifiedModule.Keep])
                .With("seconds", training.Elapsed.TotalSeconds)
                .With("provedAtOne", predictions[1], FashionNumbers.CertifiedAccuracy[(CertifiedModule.Keep, 1)])
                .With("explanationsProved", CertifiedCurve.ForIncrements(certificates)[1]);
        }
    }
}
