using Rationale.Generators.Reading;
using Rationale.Graph.Models;
using Rationale.Training;

namespace Rationale.Generators.Emission.Surface;

/// <summary>The steps of the training loop in words, each with the attribute that caused it.</summary>
internal static class TrainingSteps
{
    /// <summary>What one call computes, in the order in which it does.</summary>
    public static string Gradients(ModelSpecification model) => model.Constraint is null
        ? "Forward pass, loss, gradient"
        : "Forward pass, loss, inner gradient, penalty, outer gradient";

    /// <summary>Writes the remarks.</summary>
    public static void WriteRemarks(IndentedWriter writer, ModelSpecification model)
    {
        writer.Lines(
            """
            /// <remarks>
            /// For each batch:
            /// <list type="number">
            """);
        foreach (var (name, text) in Of(model))
        {
            writer.Line($"/// <item><term>{name}</term> <description>{text}</description></item>");
        }

        writer.Lines(
            """
            /// </list>
            /// </remarks>
            """);
    }

    private static IEnumerable<(string Name, string Text)> Of(ModelSpecification model)
    {
        if (model.Smoothing is { Training: not MaskedTraining.None } smoothing)
        {
            yield return ("Masks", $"x loses random groups of features, {(smoothing.Training == MaskedTraining.Bernoulli ? "each" : "all but about a share")} {(smoothing.Training == MaskedTraining.Bernoulli ? $"kept with probability {Literals.Of(smoothing.Keep)}" : $"of {Literals.Of(smoothing.Keep)}")}: [Smoothed].");
        }

        var layers = string.Join(" ", model.Layers.Select(layer => $"[{layer.Name}]").Distinct());
        yield return ("Forward pass", $"z from x through the layers: {layers}.");
        yield return ("Loss", $"answers = {MathText.Answers(model.Task)}, the {MathText.AnswersName(model.Task)}: {TaskText.Of(model.Task)}.");
        if (model.Constraint is { } constraint)
        {
            yield return ("Inner gradient", $"{MathText.Gradient(model)}, where {MathText.Scalar(constraint.Scalar, model.Task)}: [ExplainConstraint].");
            yield return ("Penalty", $"reasons = {MathText.Reasons(model, constraint)}, where A marks {(MathText.ExplainsIds(model) ? "the ids that" : "what")} must not matter: {Weight(constraint)}.");
        }

        foreach (var (name, formula) in SelfExplainingText.Terms(model))
        {
            yield return (char.ToUpperInvariant(name[0]) + name.Substring(1), $"{name} = {formula}: [SelfExplaining].");
        }

        if (model.WeightPenalty is { } penalty)
        {
            yield return ("Weight penalty", $"weights = {MathText.Weights(penalty)}: [WeightPenalty].");
        }

        var outer = model.Constraint is null ? "" : ", through the inner gradient too";
        yield return (model.Constraint is null ? "Gradient" : "Outer gradient", $"∂L/∂θ of {MathText.Loss(model)} with respect to every parameter{outer}.");
        var training = model.Training;
        yield return ("Clip", training.ClipNorm == 0
            ? "Off unless the options ask for it: [Train]."
            : $"‖∂L/∂θ‖ to at most {Literals.Of(training.ClipNorm)}: [Train].");
        if (training.Schedule is { } schedule)
        {
            yield return ("Learning rate", $"{Literals.Of(training.LearningRate)} {schedule.Description}: {Schedule(schedule)}.");
        }

        yield return ("Update", $"θ by {training.Optimizer} with {(training.Schedule is null ? $"learning rate {Literals.Of(training.LearningRate)}" : "that learning rate")}: [Train].");
    }

    private static string Schedule(LearningRateSchedule schedule)
    {
        var own = schedule is ConstantSchedule ? "[Train]" : $"[{schedule.AttributeName}]";
        return schedule.WarmUp is null ? own : own + " [WarmUp]";
    }

    private static string Weight(ExplanationConstraint constraint) => constraint.AutomaticRatio > 0
        ? $"[ExplainConstraint(AutomaticRatio = {Literals.Of(constraint.AutomaticRatio)})]"
        : $"[ExplainConstraint(Weight = {Literals.Of(constraint.Weight)})], λ₁ = {Literals.Of(constraint.Weight)}";
}
