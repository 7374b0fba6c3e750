using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>
/// The penalty on the parameters themselves, λ₂ Σ θ² + λ₃ Σ |θ| over all parameters of the model, biases included: one pass over the flat buffer. It enters once per batch;
/// see <see cref="WeightPenaltyAttribute"/>.
/// </summary>
/// <param name="L2">λ₂, the weight of the sum of squares; at zero that part is left out.</param>
/// <param name="L1">λ₃, the weight of the sum of absolute values; at zero that part is left out.</param>
public sealed record WeightPenalty(double L2, double L1) : ObjectiveTerm
{
    /// <summary>Name of the term.</summary>
    public const string Key = "weights";

    private const string Attribute = "WeightPenalty";

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Weight penalty";

    /// <inheritdoc/>
    public override EquatableArray<Coefficient> Coefficients => new(Parts.Select(part => part.Coefficient));

    /// <inheritdoc/>
    public override EquatableArray<Coefficient> DormantCoefficients => new(AllParts.Select(part => part.Coefficient).Except(Coefficients));

    /// <inheritdoc/>
    public override ObjectiveTerm WithAllParts() => this with { HasAllParts = true };

    /// <summary>Whether a part is there although its weight is zero.</summary>
    private bool HasAllParts { get; init; }

    /// <inheritdoc/>
    public override bool IsOfParameters => true;

    /// <summary>A penalty without weights keeps the part that is usual, so that it has one.</summary>
    private IEnumerable<(Coefficient Coefficient, string Formula, Func<Node, Node> Of)> Parts =>
        HasAllParts || (L1 != 0 && L2 != 0) ? AllParts : L1 == 0 ? AllParts.Take(1) : AllParts.Skip(1);

    private IReadOnlyList<(Coefficient Coefficient, string Formula, Func<Node, Node> Of)> AllParts =>
    [
        (new Coefficient($"{Key}.{nameof(L2)}", "λ₂", L2, Attribute, nameof(L2)), "λ₂ Σ θ²", Functions.Square),
        (new Coefficient($"{Key}.{nameof(L1)}", "λ₃", L1, Attribute, nameof(L1)), "λ₃ Σ |θ|", Functions.Abs),
    ];

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model) => string.Join(" + ", Parts.Select(part => part.Formula));

    /// <inheritdoc/>
    public override ObjectiveValue Build(ObjectiveContext context)
    {
        var all = context.Forward.AllParameters();
        return new ObjectiveValue(Parts.Select(part => context.Setting(part.Coefficient) * part.Of(all).Total()).Aggregate((sum, part) => sum + part));
    }
}
