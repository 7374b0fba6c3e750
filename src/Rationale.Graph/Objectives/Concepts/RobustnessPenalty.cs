using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>
/// The robustness of a self-explaining model: its relevances are the derivatives that they claim to be (Alvarez-Melis and Jaakkola 2018, equation 3). Over examples it is
/// reduced as the task is, so that its weight means the same beside a sum and a mean; see <see cref="SelfExplainingAttribute"/>.
/// </summary>
/// <param name="Target">The output whose gradient is penalized, and the classes: of <see cref="TargetClass.All"/>, each of them.</param>
/// <param name="Reduction">How the batch becomes one number.</param>
/// <param name="Weight">λ, zero or more.</param>
public sealed record RobustnessPenalty(Target Target, RobustnessReduction Reduction, double Weight) : ObjectiveTerm
{
    /// <summary>Name of the term and key of its coefficient.</summary>
    public const string Key = "robustness";

    /// <summary>Added under the root, so that a difference of zero has slope zero; too small to be seen beside any other.</summary>
    /// <summary>What is added under the root, so that its slope at zero is finite.</summary>
    internal const double UnderRoot = 1e-24;

    /// <summary>Names of the inputs with respect to which relevances must be derivatives; none for all.</summary>
    public EquatableArray<string> OnInputs { get; init; }

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Robustness";

    /// <inheritdoc/>
    public override EquatableArray<Coefficient> Coefficients => EquatableArray.Create(new Coefficient(Key, "λ", Weight, ConceptObjectives.Attribute, "RobustnessWeight"));

    /// <inheritdoc/>
    public override bool HasInnerGradient => true;

    /// <inheritdoc/>
    public override double Growth(ModelTask task) =>
        (task.Reduction == Rationale.Reduction.Sum ? 1 : 0) + (Reduction == RobustnessReduction.BatchFrobenius ? 0.5 : 0);

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model)
    {
        var network = (SelfExplainingNetwork)model.Layers[0];
        var scale = $"{(network.Aggregation.Count > 0 ? "φ′ " : "")}{(network.Aggregator == ConceptAggregator.Sum ? "" : "A ")}";
        var difference = Target.Output == TargetOutput.Logit
            ? $"Σ {scale}h ∇θ, which is ∇f − Σ {scale}θ ∇h"
            : $"∇{(Target.Output == TargetOutput.Probability ? "p" : "log p")} − Σ {scale}θ ∇h";
        var inputs = model.Inputs.Count > 1 ? $", ∇ by {string.Join(" and ", Explanations.Choose(model, OnInputs).Select(input => input.Name))}" : "";
        return $"λ {Norm(model.Task)} of r = {difference}, {ClassesText}{inputs}";
    }

    /// <inheritdoc/>
    public override string? Problem(ModelSpecification model) =>
        ConceptObjectives.Problem(model, this) ?? Explanations.UnknownTarget(model, Target) ?? Explanations.UnknownInput(model, this, OnInputs);

    /// <inheritdoc/>
    public override ObjectiveValue Build(ObjectiveContext context)
    {
        IReadOnlyList<Node> differences;
        using (context.Builder.Enter(Phase.InnerGradient("how far relevances are from derivatives, r")))
        {
            differences = RelevanceDifferences.Create(this, context.Task, context.Forward);
        }

        var squares = differences.Select(difference => difference.Flatten().Named("r").Square()).ToList();
        if (Reduction == RobustnessReduction.MeanOfNorms)
        {
            var norms = Root(squares.Select(square => square.SumPerExample()).Aggregate((sum, square) => sum + square));
            return new ObjectiveValue(context.Setting(Coefficients[0]) * context.ReduceLikeTask(norms.Total()));
        }

        var total = squares.Select(square => square.Total()).Aggregate((sum, square) => sum + square);
        if (Reduction == RobustnessReduction.MeanOfSquares)
        {
            return new ObjectiveValue(context.Setting(Coefficients[0]) * context.ReduceLikeTask(total));
        }

        total.Named("R");
        var root = context.Task.Reduction == Rationale.Reduction.Sum ? context.Examples * Root(total) : Root(total);
        return new ObjectiveValue(context.Setting(Coefficients[0]) * root, BatchSum: total);
    }

    /// <summary>What derivatives are taken with respect to.</summary>
    internal IEnumerable<Node> InputsOf(ModelGraph forward) =>
        forward.Inputs.Where(input => OnInputs.Count == 0 || OnInputs.Contains(input.Input.Name)).Select(input => input.AttributionInput);

    /// <summary>√x with a slope of zero at zero.</summary>
    public static Node Root(Node squares) => (squares + UnderRoot).Sqrt();

    private string Norm(ModelTask task) => Reduction switch
    {
        RobustnessReduction.MeanOfNorms => $"‖r‖ of an example, {ConceptObjectives.OverExamples(task)},",
        RobustnessReduction.MeanOfSquares => $"‖r‖² of an example, {ConceptObjectives.OverExamples(task)},",
        _ => $"‖r‖ over the whole batch{(task.Reduction == Rationale.Reduction.Sum ? ", times the number of examples," : "")}",
    };

    private string ClassesText => Target switch
    {
        { Index: { } index } => $"for class {index}",
        { Class: TargetClass.All } => "for all classes",
        { Class: TargetClass.Predicted } => "for the predicted class",
        _ => "for the labeled class",
    };
}
