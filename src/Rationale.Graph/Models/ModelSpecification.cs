namespace Rationale.Graph.Models;

/// <summary>A declared model as data: what the generator reads from attributes, and what a program can build at run time.</summary>
/// <param name="Name">Name of the model, used in messages and manifests.</param>
/// <param name="InputShape">Shape of one input row, without the batch dimension.</param>
/// <param name="Layers">Layers in order.</param>
/// <param name="Task">What the model is trained for.</param>
/// <param name="Constraint">The explanation constraint, if there is one.</param>
/// <param name="WeightPenalty">The penalty on the parameters, if there is one.</param>
/// <param name="Training">Defaults of the training.</param>
/// <param name="Smoothing">How the model is smoothed, if it is.</param>
/// <param name="SelfExplaining">What a self-explaining model is trained for beside its task; its only layer is a <see cref="SelfExplainingNetwork"/>.</param>
public sealed record ModelSpecification(
    string Name,
    EquatableArray<int> InputShape,
    EquatableArray<Layer> Layers,
    ModelTask Task,
    ExplanationConstraint? Constraint,
    WeightPenalty? WeightPenalty,
    TrainingDefaults Training,
    MaskSmoothing? Smoothing = null,
    SelfExplanation? SelfExplaining = null);
