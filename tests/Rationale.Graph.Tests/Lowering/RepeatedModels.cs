using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Tests.Lowering;

/// <summary>Models in which something is done many times.</summary>
internal static class RepeatedModels
{
    private static readonly ExplanationPenalty Penalty = new(10, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum);

    /// <summary>Kinds of models.</summary>
    public static IReadOnlyList<string> Names { get; } = ["layers", "residual", "images", "tokens", "classes"];

    /// <summary>The training step of a model, compiled.</summary>
    /// <param name="name">The kind of model.</param>
    /// <param name="times">How often layers, blocks or classes are repeated.</param>
    public static Schedule Training(string name, int times)
    {
        var model = Create(name, times);
        return Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: true).ParameterLength);
    }

    private static ModelSpecification Create(string name, int times) => name switch
    {
        "layers" => Model(EquatableArray.Create(6), [.. Enumerable.Repeat<Layer[]>([Dense(6), new TanhLayer()], times).SelectMany(pair => pair), Dense(3)]),
        "residual" => Model(EquatableArray.Create(6), [.. Blocks(times, Dense(8), new ReluLayer(), Dense(6)), Dense(3)]),
        "images" => Model(EquatableArray.Create(5, 5, 2), [.. Blocks(times, Conv(2), new BatchNormLayer(0.1, 1e-5, false), new ReluLayer()), new GlobalAveragePoolLayer(), Dense(3)]),
        "tokens" => Model(
            EquatableArray.Create(5),
            [new EmbeddingLayer(9, 4), .. Blocks(times, new LayerNormLayer(1e-5), new AttentionLayer(2, false, true, Initialization.PyTorchDefault), new DropoutLayer(0.5)), new GlobalAveragePoolLayer(), Dense(3)]),
        _ => Classes(times),
    };

    private static IEnumerable<Layer> Blocks(int times, params Layer[] layers) => Enumerable.Repeat(new ResidualLayer("Inner", new EquatableArray<Layer>(layers)), times);

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);

    private static ConvLayer Conv(int filters) => new(filters, new Window(3, 3, 1, 1), 1, true, Initialization.PyTorchDefault);

    private static ModelSpecification Model(EquatableArray<int> shape, IEnumerable<Layer> layers) =>
        new("Repeated", shape, new EquatableArray<Layer>(layers), new ClassifierTask(3, Reduction.Sum), TaskLoss.With(Penalty), new TrainingDefaults());

    private static ModelSpecification Classes(int classes)
    {
        var shape = EquatableArray.Create(6);
        var network = new SelfExplainingNetwork(new IdentityConcepts(Bias: true), DefaultNetworks.Relevance(shape, 7, classes), classes, ConceptAggregator.Sum);
        var robustness = new RobustnessPenalty(new Target(TargetOutput.Logit, TargetClass.All), RobustnessReduction.MeanOfSquares, 0.1);
        return new ModelSpecification("Repeated", shape, EquatableArray.Create<Layer>(network), new ClassifierTask(classes, Reduction.Sum), TaskLoss.With(robustness), new TrainingDefaults());
    }
}
