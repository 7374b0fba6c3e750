using Rationale.Graph.Objectives;

namespace Rationale.Graph.Models;

/// <summary>
/// The graphs of a declared model: what it computes when it is trained, evaluated, asked and explained. Gradients stand in them as
/// <see cref="Operators.GradientOp"/> nodes; <see cref="Compile"/> expands and simplifies.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ModelPrograms
{
    /// <summary>Column with the example that <see cref="DeepLift"/> compares each example with.</summary>
    public const string Reference = "reference";

    /// <summary>Name of the total loss among the outputs.</summary>
    public const string Loss = "loss";

    /// <summary>FeatureMatrix with the relevances of the examples that <see cref="Stability"/> compares with.</summary>
    public const string AnchorRelevances = "anchorRelevances";

    /// <summary>FeatureMatrix with the concepts of the examples that <see cref="Stability"/> compares with.</summary>
    public const string AnchorConcepts = "anchorConcepts";

    /// <summary>FeatureMatrix with the features of the examples that <see cref="Stability"/> compares with.</summary>
    public const string AnchorFeatures = "anchorFeatures";

    /// <summary>The loss with its terms, and its gradient with respect to every parameter.</summary>
    /// <param name="model">The model.</param>
    /// <param name="leftOut">Names of terms that are left out; the parameters and their places stay those of the whole model.</param>
    public static ComputationGraph Training(ModelSpecification model, IReadOnlyCollection<string>? leftOut = null)
    {
        var forward = ModelGraph.Build(model, training: true);
        var objective = Objective.Build(model, forward, leftOut);
        using (forward.Builder.Enter(Phase.OuterGradient))
        {
            return new ComputationGraph([.. objective.Terms, objective.Loss, .. objective.Gradients(), .. forward.Updates]) { UsualExamples = model.Training.BatchSize };
        }
    }

    /// <summary>The loss terms without dropout and without gradients of parameters, and the outputs of each example: for validation.</summary>
    public static ComputationGraph Evaluation(ModelSpecification model)
    {
        var forward = ModelGraph.Build(model, training: false);
        return new ComputationGraph([.. Objective.Build(model, forward).Terms, new Output("outputs", OutputKind.PerExample, forward.Outputs)]);
    }

    /// <summary>The outputs of each example: logits of a classifier, predictions of a regressor.</summary>
    public static ComputationGraph Prediction(ModelSpecification model) =>
        new([new Output("outputs", OutputKind.PerExample, ModelGraph.Build(model, training: false).Outputs)]);

    /// <summary>
    /// The outputs of each example, and the gradient of an attribution target with respect to each input, in the order of the inputs; for token ids, the norm of the gradient with respect to each one's
    /// vector.
    /// </summary>
    public static ComputationGraph Explanation(ModelSpecification model, Target target)
    {
        var forward = ModelGraph.Build(model, training: false);
        using var phase = forward.Builder.Enter(Phase.InnerGradient($"the explanation {Explanations.Gradient(model)}"));
        var explained = AttributionTarget.Build(target, forward.Outputs, () => forward.Labeled(model.Task)).Named("s");
        return new ComputationGraph(
        [
            new Output("outputs", OutputKind.PerExample, forward.Outputs),
            .. forward.Inputs.Select(input => new Output(
                forward.Inputs.Count == 1 ? "explanation" : $"explanation.{input.Input.Name}", OutputKind.PerExample, input.ReduceToFeatures(Functions.GradientOf(explained, input.AttributionInput, "s")))),
        ]);
    }

    /// <summary>The outputs of a self-explaining model, its concepts h, [concepts], its relevances θ, and the effects A θ of a unit of each concept, [concepts×classes].</summary>
    public static ComputationGraph Concepts(ModelSpecification model)
    {
        var (forward, nodes) = WithConcepts(model);
        return new ComputationGraph(
        [
            new Output("outputs", OutputKind.PerExample, forward.Outputs),
            new Output("concepts", OutputKind.PerExample, nodes.Concepts),
            new Output("relevances", OutputKind.PerExample, nodes.Relevances),
            new Output("effects", OutputKind.PerExample, nodes.Effects.Affine(1, 0)),
        ]);
    }

    /// <summary>
    /// For a self-explaining model, how far relevances are from those of an anchor as a multiple of how far concepts are, ‖θ(x) − θ₀‖ / ‖h(x) − h₀‖ for each example,
    /// and its gradient with respect to x: what a search for an unstable neighbor climbs.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="byFeatures">Whether to divide by how far features are instead, ‖x − x₀‖.</param>
    public static ComputationGraph Stability(ModelSpecification model, bool byFeatures = false)
    {
        var (forward, nodes) = WithConcepts(model);
        var relevances = forward.Builder.Input(AnchorRelevances, nodes.Relevances.Shape).Named("θ₀");
        var distance = byFeatures
            ? Distance(forward.Features, forward.Builder.Input(AnchorFeatures, forward.Features.Shape).Named("x₀"))
            : Distance(nodes.Concepts, forward.Builder.Input(AnchorConcepts, nodes.Concepts.Shape).Named("h₀"));
        var ratio = (Distance(nodes.Relevances, relevances) / distance).Named("s");
        return new ComputationGraph(
        [
            new Output("ratio", OutputKind.PerExample, ratio),
            new Output("distance", OutputKind.PerExample, distance),
            new Output("gradient", OutputKind.PerExample, Functions.GradientOf(ratio, forward.Features, "s")),
        ]);
    }

    /// <summary>The outputs of a self-explaining model, how far its concepts are from those of an anchor, ‖h(x) − h₀‖ for each example, and the gradient of that with respect to x.</summary>
    public static ComputationGraph ConceptDistance(ModelSpecification model)
    {
        var (forward, nodes) = WithConcepts(model);
        var distance = Distance(nodes.Concepts, forward.Builder.Input(AnchorConcepts, nodes.Concepts.Shape).Named("h₀"));
        return new ComputationGraph(
        [
            new Output("outputs", OutputKind.PerExample, forward.Outputs),
            new Output("distance", OutputKind.PerExample, distance),
            new Output("gradient", OutputKind.PerExample, Functions.GradientOf(distance, forward.Features, "d")),
        ]);
    }

    /// <summary>The outputs of each example, what one layer gives, and the gradient of an attribution target with respect to that: what Grad-CAM looks at.</summary>
    /// <param name="model">The model.</param>
    /// <param name="target">The attribution target.</param>
    /// <param name="layer">Index of the layer in <see cref="ModelSpecification.Layers"/>.</param>
    public static ComputationGraph LayerExplanation(ModelSpecification model, Target target, int layer)
    {
        var forward = ModelGraph.Build(model, training: false);
        using var phase = forward.Builder.Enter(Phase.InnerGradient("of the attribution target with respect to the layer"));
        var explained = AttributionTarget.Build(target, forward.Outputs, () => forward.Labeled(model.Task)).Named("s");
        var activation = forward.LayerOutputs[layer];
        return new ComputationGraph(
        [
            new Output("outputs", OutputKind.PerExample, forward.Outputs),
            new Output("activation", OutputKind.PerExample, activation),
            new Output("gradient", OutputKind.PerExample, Functions.GradientOf(explained, activation, "s")),
        ]);
    }

    /// <summary>
    /// The outputs of each example and of its reference, and DeepLIFT's multipliers of an attribution target over the first input (rescale rule). The target must be linear in the outputs.
    /// </summary>
    /// <exception cref="ArgumentException">The model has an operator without a rule; the message names it.</exception>
    public static ComputationGraph DeepLift(ModelSpecification model, Target target)
    {
        var forward = ModelGraph.Build(model, training: false);
        using var phase = forward.Builder.Enter(Phase.InnerGradient("DeepLIFT's multipliers of the attribution target"));
        var explained = AttributionTarget.Build(target, forward.Outputs, () => forward.Labeled(model.Task)).Named("s");
        var reference = forward.Builder.Input(Reference, forward.Features.Shape).Named("x′");
        var twins = Replay.Over([explained, forward.Outputs], forward.Features, reference);
        return new ComputationGraph(
        [
            new Output("outputs", OutputKind.PerExample, forward.Outputs),
            new Output("referenceOutputs", OutputKind.PerExample, twins[forward.Outputs]),
            new Output("multipliers", OutputKind.PerExample, DeepLiftRule.Multipliers(model.Name, explained, forward.Features, twins)),
        ]);
    }

    /// <summary>The outputs of each example, and the gradient of an attribution target with respect to its first input where each rectifier also stops what is negative on the way back.</summary>
    public static ComputationGraph GuidedBackpropagation(ModelSpecification model, Target target)
    {
        var forward = ModelGraph.Build(model, training: false);
        using var phase = forward.Builder.Enter(Phase.InnerGradient("the guided gradient of the attribution target"));
        var input = forward.Inputs[0];
        var explained = AttributionTarget.Build(target, forward.Outputs, () => forward.Labeled(model.Task)).Named("s");
        return new ComputationGraph(
        [
            new Output("outputs", OutputKind.PerExample, forward.Outputs),
            new Output("explanation", OutputKind.PerExample, input.ReduceToFeatures(GuidedRule.Gradient(explained, input.AttributionInput))),
        ]);
    }

    private static (ModelGraph Forward, ConceptNodes Nodes) WithConcepts(ModelSpecification model)
    {
        var forward = ModelGraph.Build(model, training: false);
        return (forward, forward.Concepts ?? throw new ShapeException($"'{model.Name}' has no concepts; add [SelfExplaining]"));
    }

    private static Node Distance(Node values, Node anchor) => RobustnessPenalty.Root((values - anchor).Square().SumPerExample()).Named("d");

    /// <summary>Folds scales and shifts into filters, expands gradients and simplifies: the graph that is scheduled.</summary>
    public static ComputationGraph Compile(ComputationGraph graph) => Simplification.Run(Differentiation.Expand(ForwardFolding.Run(graph)));
}
