using Rationale.Graph.Models;
using Rationale.Training;

namespace Rationale.Generators.Emission.Surface;

/// <summary>The steps of the training loop in words, each with the attribute that caused it.</summary>
internal static class TrainingSteps
{
    /// <summary>What one call computes, in the order in which it does.</summary>
    public static string Gradients(ModelSpecification model) => HasInnerGradient(model)
        ? "Forward pass, loss, inner gradient, penalty, outer gradient"
        : "Forward pass, loss, gradient";

    /// <summary>Writes the remarks.</summary>
    public static void WriteRemarks(IndentedWriter writer, ModelSpecification model)
    {
        writer.Lines(
            """
            /// <remarks>
            /// For each batch:
            /// <list type="number">
            """);
        foreach (var (name, text) in List(model))
        {
            writer.Line($"/// <item><term>{name}</term> <description>{text}</description></item>");
        }

        writer.Lines(
            """
            /// </list>
            /// </remarks>
            """);
    }

    private static IEnumerable<(string Name, string Text)> List(ModelSpecification model)
    {
        if (model.Smoothing is { Training: not MaskedTraining.None } smoothing)
        {
            yield return ("Masks", $"{(smoothing.Training == MaskedTraining.Bernoulli ? $"each group of features is kept with probability {Literals.Format(smoothing.Keep)}" : $"about a share of {Literals.Format(smoothing.Keep)} of the feature groups is kept, drawn at random")}; the others are replaced: [Smoothed].");
        }

        yield return ("Forward pass", model.HasModuleLayers
            ? "z from x through <c>forward</c>, recorded by autograd."
            : model.Inputs.Count > 1 ? $"z from {string.Join(", ", model.Inputs.Select(OwnLayers))}, set side by side: [Join]{(model.Layers.Count > 0 ? $", and then through the layers: {Layers(model.Layers)}" : "")}."
            : $"z from x through the layers: {Layers(model.Layers)}.");
        foreach (var step in model.Objectives.SelectMany(term => term.Steps(model)))
        {
            yield return step;
        }

        var (gradient, through) = HasInnerGradient(model) ? ("Outer gradient", ", through the inner gradient too") : ("Gradient", "");
        yield return (gradient, $"the gradient of {model.ObjectiveFormula} with respect to every parameter{through}.");
        var training = model.Training;
        yield return ("Clip", training.ClipNorm == 0
            ? "Off unless the options ask for it: [Train]."
            : $"the norm of the gradient to at most {Literals.Format(training.ClipNorm)}: [Train].");
        if (training.Schedule is { } schedule)
        {
            yield return ("Learning rate", $"{Literals.Format(training.LearningRate)} {schedule.Description}: {Schedule(schedule)}.");
        }

        yield return ("Update", $"every parameter by {training.Optimizer} with {(training.Schedule is null ? $"learning rate {Literals.Format(training.LearningRate)}" : "that learning rate")}: [Train].");
    }

    private static string OwnLayers(ModelInput input) => input.Layers.Count == 0 ? input.Name : $"{input.Name} through {Layers(input.Layers)}";

    private static string Layers(IEnumerable<Layer> layers) => string.Join(" ", layers.Select(layer => $"[{layer.Name}]").Distinct());

    private static string Schedule(LearningRateSchedule schedule)
    {
        var own = schedule is ConstantSchedule ? "[Train]" : $"[{schedule.AttributeName}]";
        return schedule.WarmUp is null ? own : own + " [WarmUp]";
    }

    private static bool HasInnerGradient(ModelSpecification model) => model.Objectives.Any(term => term.HasInnerGradient);
}
