using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>What a model's explanation is, in formulas, and which targets it may be the gradient of.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class Explanations
{
    /// <summary>Whether explanations of the only input are gradients with respect to the vectors of token ids instead of the features.</summary>
    public static bool AreOfTokenIds(ModelSpecification model) => model.Inputs.Count == 1 && model.IsTokenIds(model.Inputs[0]);

    /// <summary>The gradient that explains, with respect to each of the inputs.</summary>
    public static string Gradient(ModelSpecification model) => string.Join(", ", model.Inputs.Select(input => Gradient(model, input)));

    /// <summary>The gradient that explains one input.</summary>
    public static string Gradient(ModelSpecification model, ModelInput input) => model.Inputs.Count > 1 ? $"∂s/∂{input.Name}" : model.IsTokenIds(input) ? "∂s/∂e" : "∂s/∂x";

    /// <summary>Some inputs of a model by their names, in the order of the model; all where none is named.</summary>
    internal static IEnumerable<ModelInput> Choose(ModelSpecification model, EquatableArray<string> names) =>
        names.Count == 0 ? model.Inputs : model.Inputs.Where(input => names.Contains(input.Name));

    /// <summary>Why a model has no such inputs, as one sentence; null if it has.</summary>
    internal static string? UnknownInput(ModelSpecification model, ObjectiveTerm term, EquatableArray<string> names) =>
        names.FirstOrDefault(name => model.Inputs.All(input => input.Name != name)) is { } unknown
            ? $"The term '{term.Name}' of '{model.Name}' is for the input '{unknown}', but the model has {string.Join(" and ", model.Inputs.Select(input => $"'{input.Name}'"))}; name one of those."
            : null;

    /// <summary>The attribution target of an example, in a formula and in words.</summary>
    public static string Formula(Target target, ModelTask task) => target switch
    {
        { Index: { } index } => $"s = {Symbol(target)} of {(task is ClassifierTask ? "class" : "output")} {index}",
        { Class: TargetClass.Labeled } => $"s = {Symbol(target)} of the labeled class",
        { Class: TargetClass.Predicted } => $"s = max {Symbol(target)}, the {target}",
        { Output: TargetOutput.LogProbability } => "s = Σ log p, the sum of the log-probabilities of all classes",
        _ when task.Outputs == 1 => "s = z, the output itself",
        _ => "s = Σ z, the sum of the outputs",
    };

    /// <summary>Why a model has no such target, as one sentence; null if it has. Probabilities and classes belong to classifiers.</summary>
    public static string? Problem(ModelSpecification model, Target target) => UnknownTarget(model, target) ?? (
        target is { Index: null, Class: TargetClass.All, Output: TargetOutput.Probability }
            ? $"The attribution target of '{model.Name}' is the {target}, which is always 1; take the logit or the log-probability."
        : model.Task is not ClassifierTask && (target.Output != TargetOutput.Logit || target is { Index: null, Class: not TargetClass.All })
            ? $"The attribution target of '{model.Name}' is the {target}, which needs classes, but a regressor has none; use {TargetOutput.Logit} of {TargetClass.All}, the sum of the outputs."
        : null);

    /// <summary>Why no model has such a target, or this model has no class of its index; null if there is none of these reasons.</summary>
    internal static string? UnknownTarget(ModelSpecification model, Target target)
    {
        var classes = model.Task is ClassifierTask { Classes: 1 } ? 2 : model.Task.Outputs;
        return !Enum.IsDefined(typeof(TargetOutput), target.Output) || !Enum.IsDefined(typeof(TargetClass), target.Class)
            ? $"The attribution target of '{model.Name}' is the {target}, which does not exist; use one of {string.Join(", ", Enum.GetNames(typeof(TargetOutput)))} of one of {string.Join(", ", Enum.GetNames(typeof(TargetClass)))}."
            : target.Index >= classes
                ? $"The attribution target of '{model.Name}' is the {target}, but there are only the classes 0 to {classes - 1}."
                : null;
    }

    private static string Symbol(Target target) => target.Output switch
    {
        TargetOutput.Probability => "p",
        TargetOutput.LogProbability => "log p",
        _ => "z",
    };
}
