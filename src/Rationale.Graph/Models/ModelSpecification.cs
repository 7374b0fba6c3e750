using Rationale.Graph.Objectives;

namespace Rationale.Graph.Models;

/// <summary>A declared model as data: what the generator reads from attributes, and what a program can build at run time.</summary>
/// <param name="Name">Name of the model, used in messages and manifests.</param>
/// <param name="InputShape">Shape of one example, without the batch dimension.</param>
/// <param name="Layers">Layers in order.</param>
/// <param name="Task">What the model is trained for.</param>
/// <param name="Objectives">The terms of the objective in the order in which they are added: the task loss, and penalties. Each name occurs once.</param>
/// <param name="Training">Defaults of the training.</param>
/// <param name="Smoothing">How the model is smoothed, if it is.</param>
public sealed record ModelSpecification(
    string Name,
    EquatableArray<int> InputShape,
    EquatableArray<Layer> Layers,
    ModelTask Task,
    EquatableArray<ObjectiveTerm> Objectives,
    TrainingDefaults Training,
    MaskSmoothing? Smoothing = null)
{
    /// <summary>The objective as the sum of its terms: <c>L = task + explanation</c>.</summary>
    public string ObjectiveFormula => $"L = {string.Join(" + ", Objectives.Select(term => term.Name))}";

    /// <summary>The term of a kind, or null where the model has none.</summary>
    public T? Find<T>()
        where T : ObjectiveTerm => Objectives.OfType<T>().FirstOrDefault();

    /// <summary>The same model with a term in the place of the one of its name, or behind all others.</summary>
    public ModelSpecification With(ObjectiveTerm term) => this with
    {
        Objectives = Objectives.Any(known => known.Name == term.Name)
            ? new(Objectives.Select(known => known.Name == term.Name ? term : known))
            : new(Objectives.Append(term)),
    };

    /// <summary>The same model without the terms of some names; names that it does not have are ignored.</summary>
    public ModelSpecification Without(params string[] names) => this with { Objectives = new(Objectives.Where(term => !names.Contains(term.Name))) };
}
