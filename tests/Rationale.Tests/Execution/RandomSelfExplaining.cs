using FsCheck;
using FsCheck.Fluent;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Tests.Execution;

/// <summary>Random self-explaining models: every source of concepts, aggregator, penalty and reduction, over examples and small images.</summary>
internal static class RandomSelfExplaining
{
    /// <summary>Models with every activation.</summary>
    public static Arbitrary<ModelSpecification> Any { get; } = Models([.. RandomModels.Activations]).ToArbitrary();

    /// <summary>Models whose loss has a derivative everywhere.</summary>
    public static Arbitrary<ModelSpecification> Smooth { get; } = Models([.. RandomModels.SmoothActivations]).ToArbitrary();

    private static Gen<ModelSpecification> Models(Layer[] activations)
    {
        // The predicted class jumps, and so does its gradient: where rectifiers are welcome, so is that.
        var smooth = !activations.Any(activation => activation is ReluLayer);
        var monotone = activations.OfType<ActivationLayer>().Where(activation => activation.IsMonotone == true).ToArray<Layer>();
        return from start in Gen.Frequency(
                   (2, Gen.Choose(1, 6).Select(inputs => (EquatableArray.Create(inputs), Array.Empty<Layer>()))),
                   (1, RandomImages.Starts(activations)))
               let length = start.Item1.Aggregate(1, (product, extent) => product * extent)
               from source in Sources(start.Item2, length, activations)
               from classes in Gen.Choose(1, 4)
               from reduction in Gen.Elements(Enum.GetValues<Reduction>())
               from aggregator in Gen.Elements(Enum.GetValues<ConceptAggregator>())
               from bent in Gen.Elements(Array.Empty<Layer>(), [], monotone[..1], [monotone[^1], monotone[0]])
               from activation in Gen.Elements(activations)
               from hidden in Gen.Choose(1, 7)
               from dropout in Gen.Elements(0, 0, 0.3)
               from robustness in Robustness(smooth)
               from reconstruction in Gen.Elements(1.0, 0)
               from sparsity in Gen.Elements(0.1, 0)
               from constrained in Gen.Elements(true, false, false)
               let relevance = new EquatableArray<Layer>(
               [
                   .. start.Item2, Dense(hidden), activation, .. dropout > 0 ? [new DropoutLayer(dropout)] : Array.Empty<Layer>(), Dense(source.Count(start.Item1) * classes),
               ])
               select new ModelSpecification(
                   "Random",
                   start.Item1,
                   EquatableArray.Create<Layer>(new SelfExplainingNetwork(source, relevance, classes, aggregator, new EquatableArray<Layer>(bent))),
                   new ClassifierTask(classes, reduction),
                   TaskLoss.With(
                   [
                       constrained ? new ExplanationPenalty(3, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum) : null,
                       .. ConceptObjectives.Create(source, robustness, reconstruction, sparsity),
                   ]),
                   new TrainingDefaults());
    }

    private static Gen<ConceptSource> Sources(Layer[] start, int length, Layer[] activations) =>
        from concepts in Gen.Choose(1, 4)
        from bias in Gen.Elements(true, false)
        from activation in Gen.Elements(activations)
        from chosen in Gen.Choose(0, length - 1)
        let encoder = new EquatableArray<Layer>([.. start, Dense(concepts), activation])
        from source in Gen.Elements<ConceptSource>(
            new LearnedConcepts(encoder, EquatableArray.Create<Layer>(Dense(length))),
            new LearnedConcepts(encoder, new EquatableArray<Layer>([])),
            new IdentityConcepts(bias),
            new ChosenConcepts(EquatableArray.Create(chosen), bias),
            new PrototypeConcepts(concepts),
            new ConstantConcepts(concepts))
        select source;

    private static Gen<RobustnessPenalty> Robustness(bool smooth) =>
        from penalized in Gen.Elements(Enum.GetValues<TargetOutput>())
        from classes in Gen.Elements(Enum.GetValues<TargetClass>().Where(classes => !smooth || classes != TargetClass.Predicted))
        from reduction in Gen.Elements(Enum.GetValues<RobustnessReduction>())
        from weight in Gen.Elements(0.5, 0.5, 0)
        select new RobustnessPenalty(new Target(penalized, classes), reduction, weight);

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);
}
