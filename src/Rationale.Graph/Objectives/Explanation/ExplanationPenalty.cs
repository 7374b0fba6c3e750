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

    /// <summary>The input with the annotation mask A: 1 where a feature must not matter.</summary>
    public const string Mask = "annotations";

    private const string Attribute = "ExplainConstraint";

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Explanation penalty";

    /// <inheritdoc/>
    public override EquatableArray<Coefficient> Coefficients => EquatableArray.Create(new Coefficient(Key, "λ₁", Weight, Attribute, nameof(Weight)));

    /// <inheritdoc/>
    public override bool HasInnerGradient => true;

    /// <inheritdoc/>
    public override EquatableArray<ObjectiveInput> Inputs(ModelSpecification model) =>
        EquatableArray.Create(new ObjectiveInput(Mask, new Shape(true, model.InputShape), MissingInput.LeaveOut, "The annotation mask A: 1 where a value must not matter, 0 elsewhere"));

    /// <inheritdoc/>
    public override double Growth(ModelTask task) => Reduction == Reduction.Sum ? 1 : 0;

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model)
    {
        var gradient = Explanations.Gradient(model);
        return ReductionText.Reduce(
            Reduction,
            Reduction == Reduction.Normalized ? "the number of annotated inputs" : "the number of examples",
            Norm == PenaltyNorm.L2 ? $"λ₁ Σ (A ⊙ {gradient})²" : $"λ₁ Σ |A ⊙ {gradient}|");
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Text)> Steps(ModelSpecification model)
    {
        var masked = Explanations.AreOfTokenIds(model) ? "is 1 for the token ids that" : "is 1 where a feature";
        var weight = AutomaticRatio > 0
            ? $"[{Attribute}({nameof(AutomaticRatio)} = {Operators.Number.Format(AutomaticRatio)})]"
            : $"[{Attribute}({nameof(Weight)} = {Operators.Number.Format(Weight)})], λ₁ = {Operators.Number.Format(Weight)}";
        yield return ("Inner gradient", $"{Explanations.Gradient(model)}, where {Explanations.Formula(Target, model.Task)}: [{Attribute}].");
        yield return (Title, $"{Name} = {Formula(model)}, where A {masked} must not matter: {weight}.");
    }

    /// <inheritdoc/>
    public override string? Problem(ModelSpecification model) => AutomaticRatio >= 0 && !double.IsInfinity(AutomaticRatio)
        ? Explanations.Problem(model, Target)
        : $"{Attribute}.{nameof(AutomaticRatio)} of '{model.Name}' is {Operators.Number.Plain(AutomaticRatio)}, but it must be a finite number of 0 or more.";

    /// <inheritdoc/>
    public override ObjectiveValue Build(ObjectiveContext context)
    {
        var (forward, builder) = (context.Forward, context.Builder);
        Node gradient;
        using (builder.Enter(Phase.InnerGradient($"the explanation {Explanations.Gradient(context.Model)}")))
        {
            var scalar = AttributionTarget.Build(Target, forward.Outputs, () => forward.Targets(context.Task)).Named("s");
            gradient = Functions.GradientOf(scalar, forward.AttributionInput, "s");
        }

        // Where the features are token ids, x stands for their vectors, and the mask of an id counts for all of its vector.
        var mask = context.Input(Mask).Named("A");
        var masked = (forward.ExpandMask(mask) * gradient).Named("g");
        var total = (Norm == PenaltyNorm.L2 ? masked.Square() : masked.Abs()).Total();
        var weighted = context.Setting(Coefficients[0]) * total;
        return new ObjectiveValue(Reduction switch
        {
            Reduction.Mean => weighted / context.Examples,
            Reduction.Normalized => weighted / mask.Total().Maximum(builder.Constant(1, Shape.Scalar)),
            _ => weighted,
        });
    }
}
