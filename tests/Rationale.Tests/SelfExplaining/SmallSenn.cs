using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Tests.SelfExplaining;

/// <summary>A self-explaining model of four features and three classes.</summary>
internal static class SmallSenn
{
    public const int Inputs = 4;

    public const int Classes = 3;

    public static ModelSpecification Model(
        int concepts = 3,
        ConceptAggregator aggregator = ConceptAggregator.Sum,
        TargetOutput penalized = TargetOutput.Logit,
        TargetClass classes = TargetClass.All,
        RobustnessReduction reduction = RobustnessReduction.MeanOfNorms,
        ConceptSource? source = null,
        Layer[]? aggregation = null) => new(
            "Small",
            EquatableArray.Create(Inputs),
            EquatableArray.Create<Layer>(new SelfExplainingNetwork(
                source ?? new LearnedConcepts(EquatableArray.Create<Layer>(Dense(concepts), new TanhLayer()), EquatableArray.Create<Layer>(Dense(Inputs))),
                EquatableArray.Create<Layer>(Dense(5), new TanhLayer(), Dense(concepts * Classes)),
                Classes,
                aggregator,
                new EquatableArray<Layer>(aggregation ?? []))),
            new ClassifierTask(Classes, Reduction.Mean),
            TaskLoss.With([.. ConceptObjectives.Create(source, new RobustnessPenalty(new Target(penalized, classes), reduction, 0.5), 1, 0.01)]),
            new TrainingDefaults());

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);
}
