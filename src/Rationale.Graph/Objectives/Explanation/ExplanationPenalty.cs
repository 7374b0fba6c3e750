using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>
/// The penalty on masked input gradients, λ₁ Σ |A ⊙ ∂s/∂x|²: right for the right reasons (Ross et al. 2017, equation 1); see <see cref="ExplainConstraintAttribute"/>.
/// </summary>
/// <param name="Weight">λ₁, zero or more.</param>
/// <param name="AutomaticRatio">Wanted ratio of penalty to task loss before the first step; zero keeps <paramref name="Weight"/>.</param>
/// <param name="Target">The number whose gradient is penalized.</param>
/// <param name="Norm">Squares or absolute values.</param>
/// <param name="Reduction">How the penalty is reduced.</param>
public sealed record ExplanationPenalty(
    double Weight,
    double AutomaticRatio,
    Target Target,
    PenaltyNorm Norm,
    Reduction Reduction) : ObjectiveTerm
{
    /// <summary>Name of the term and key of its coefficient.</summary>
    public const string Key = "explanation";

    /// <summary>The annotation mask A of the features: 1 where one must not matter. Masks of other inputs are known as <c>annotations.NAME</c>, see <see cref="ModelInput.Mask"/>.</summary>
    public const string Mask = "annotations";

    private const string Attribute = "ExplainConstraint";

    /// <summary>Names of the inputs whose explanations are penalized; none for all.</summary>
    public EquatableArray<string> OnInputs { get; init; }

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Explanation penalty";

    /// <inheritdoc/>
    public override EquatableArray<Coefficient> Coefficients => EquatableArray.Create(new Coefficient(Key, "λ₁", Weight, Attribute, nameof(Weight), AutomaticRatio: AutomaticRatio));

    /// <inheritdoc/>
    public override bool HasInnerGradient => true;

    /// <inheritdoc/>
    public override EquatableArray<ObjectiveInput> Inputs(ModelSpecification model) => new(Explanations.Choose(model, OnInputs).Select(input =>
        new ObjectiveInput(input.Mask, new Shape(true, input.Shape), MissingInput.LeaveOut, "The annotation mask A: 1 where a value must not matter, 0 elsewhere")));

    /// <inheritdoc/>
    public override double Growth(ModelTask task) => Reduction == Reduction.Sum ? 1 : 0;

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model)
    {
        var terms = Explanations.Choose(model, OnInputs).Select(input =>
        {
            var masked = $"A ⊙ {Explanations.Gradient(model, input)}";
            return Norm == PenaltyNorm.L2 ? $"Σ ({masked})²" : $"Σ |{masked}|";
        }).ToList();
        return ReductionText.Reduce(
            Reduction,
            Reduction == Reduction.Normalized ? "the number of annotated inputs" : "the number of examples",
            terms.Count == 1 ? $"λ₁ {terms[0]}" : $"λ₁ ({string.Join(" + ", terms)})");
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Text)> Steps(ModelSpecification model)
    {
        var masked = Explanations.AreOfTokenIds(model) ? "is 1 for the token ids that" : "is 1 where a feature";
        var weight = AutomaticRatio > 0
            ? $"[{Attribute}({nameof(AutomaticRatio)} = {Operators.Number.Format(AutomaticRatio)})]"
            : $"[{Attribute}({nameof(Weight)} = {Operators.Number.Format(Weight)})], λ₁ = {Operators.Number.Format(Weight)}";
        yield return ("Inner gradient", $"{string.Join(", ", Explanations.Choose(model, OnInputs).Select(input => Explanations.Gradient(model, input)))}, where {Explanations.Formula(Target, model.Task)}: [{Attribute}].");
        yield return (Title, $"{Name} = {Formula(model)}, where A {masked} must not matter: {weight}.");
    }

    /// <inheritdoc/>
    public override string? Problem(ModelSpecification model) => Explanations.Problem(model, Target) ?? Explanations.UnknownInput(model, this, OnInputs);

    /// <inheritdoc/>
    public override ObjectiveValue Build(ObjectiveContext context)
    {
        var (forward, builder) = (context.Forward, context.Builder);
        var inputs = Explanations.Choose(context.Model, OnInputs).Select(input => forward.Inputs.Single(node => node.Input == input)).ToList();
        List<Node> gradients;
        using (builder.Enter(Phase.InnerGradient($"the explanation {string.Join(", ", inputs.Select(input => Explanations.Gradient(context.Model, input.Input)))}")))
        {
            var scalar = AttributionTarget.Build(Target, forward.Outputs, () => forward.Targets(context.Task)).Named("s");
            gradients = [.. inputs.Select(input => Functions.GradientOf(scalar, input.AttributionInput, "s"))];
        }

        // Where the features are token ids, x stands for their vectors, and the mask of an id counts for all of its vector.
        var masks = inputs.Select(input => context.Input(input.Input.Mask).Named("A")).ToList();
        var total = inputs.Select((input, index) =>
        {
            var masked = (input.ExpandMask(masks[index]) * gradients[index]).Named("g");
            return (Norm == PenaltyNorm.L2 ? masked.Square() : masked.Abs()).Total();
        }).Aggregate((sum, part) => sum + part);
        var weighted = context.Setting(Coefficients[0]) * total;
        return new ObjectiveValue(Reduction switch
        {
            Reduction.Mean => weighted / context.Examples,
            Reduction.Normalized => weighted / masks.Select(mask => mask.Total()).Aggregate((sum, part) => sum + part).Maximum(builder.Constant(1, Shape.Scalar)),
            _ => weighted,
        });
    }
}
