using FsCheck;
using FsCheck.Fluent;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>Random declared models: layers, task, constraint, weight penalty.</summary>
internal static class RandomModels
{
    /// <summary>Every activation.</summary>
    public static IReadOnlyList<Layer> Activations { get; } = [new ReluLayer(), new LeakyReluLayer(0.1), new EluLayer(1), new EluLayer(0.7), new GeluLayer(), new SiluLayer(), new TanhLayer(), new SigmoidLayer(), new SoftplusLayer(), new SoftmaxLayer()];

    /// <summary>Activations without kinks.</summary>
    public static IReadOnlyList<Layer> SmoothActivations { get; } = [new GeluLayer(), new SiluLayer(), new TanhLayer(), new SigmoidLayer(), new SoftplusLayer(), new SoftmaxLayer()];

    /// <summary>Models with every activation.</summary>
    public static Arbitrary<ModelSpecification> Any { get; } = Models([.. Activations]).ToArbitrary();

    /// <summary>Models whose loss has a derivative everywhere: smooth activations, squares, an explained target that does not jump between classes.</summary>
    public static Arbitrary<ModelSpecification> Smooth { get; } = (
        from model in Models([.. SmoothActivations])
        from target in Gen.Elements(
            new Target(TargetOutput.LogProbability, TargetClass.All), new Target(TargetOutput.Probability, TargetClass.Labeled), new Target(TargetOutput.Logit, TargetClass.Labeled), new Target(TargetOutput.LogProbability, TargetClass.Labeled), new Target(TargetOutput.Logit, TargetClass.All))
        select model with
        {
            Objectives = new(model.Objectives.Select(term => term switch
            {
                ExplanationPenalty penalty => penalty with { Norm = PenaltyNorm.L2, Target = model.Task is RegressorTask ? new Target(TargetOutput.Logit, TargetClass.All) : target },
                WeightPenalty penalty => penalty with { L1 = 0 },
                _ => term,
            })),
        }).ToArbitrary();

    private static Gen<ModelSpecification> Models(Layer[] activations) =>
        from start in Gen.Frequency((2, Gen.Choose(1, 6).Select(inputs => (EquatableArray.Create(inputs), Layers: Array.Empty<Layer>()))), (1, RandomImages.Starts(activations)), (1, RandomTokens.Starts(activations)))
        from hidden in Hidden(activations).ListOf(3).SelectMany(all => Gen.Choose(0, 3).Select(count => all.Take(count).SelectMany(layers => layers)))
        from bias in Gen.Elements(true, false)
        from task in Tasks
        from constraint in Constraints(task)
        from penalty in Gen.Elements(null, new WeightPenalty(0.01, 0), new WeightPenalty(0, 0.02), new WeightPenalty(0.01, 0.02))
        select new ModelSpecification(
            "Random",
            start.Item1,
            new EquatableArray<Layer>([.. start.Layers, .. hidden, new DenseLayer(task.Outputs, bias, Initialization.PyTorchDefault)]),
            task,
            TaskLoss.With(constraint, penalty),
            new TrainingDefaults());

    private static Gen<Layer[]> Hidden(Layer[] activations) =>
        from units in Gen.Choose(1, 20)
        from bias in Gen.Elements(true, false)
        from activation in Gen.Elements(activations)
        from dropout in Gen.Elements(0, 0, 0.3)
        from form in Gen.Elements(0, 0, 0, 1, 2)
        from inner in Gen.Elements(activations)
        let activated = form == 2 ? new ResidualLayer("Inner", EquatableArray.Create<Layer>(new DenseLayer(units, bias, Initialization.PyTorchDefault), inner)) : activation
        select (Layer[])[new DenseLayer(units, bias, Initialization.PyTorchDefault), .. form == 1 ? [new LayerNormLayer(0.1)] : Array.Empty<Layer>(), activated, .. dropout > 0 ? [new DropoutLayer(dropout)] : Array.Empty<Layer>()];

    private static Gen<ModelTask> Tasks =>
        from outputs in Gen.Choose(1, 5)
        from classifier in Gen.Elements(true, true, false)
        from reduction in Gen.Elements(Enum.GetValues<Reduction>())
        select classifier ? (ModelTask)new ClassifierTask(outputs, reduction) : new RegressorTask(outputs, reduction);

    private static Gen<ExplanationPenalty?> Constraints(ModelTask task) =>
        from wanted in Gen.Elements(true, true, true, false)
        from target in Gen.Elements(EveryTarget.All)
        from norm in Gen.Elements(Enum.GetValues<PenaltyNorm>())
        from reduction in Gen.Elements(Enum.GetValues<Reduction>())
        select wanted ? new ExplanationPenalty(3, 0, task is RegressorTask ? new Target(TargetOutput.Logit, TargetClass.All) : target, norm, reduction) : null;
}
