using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>A term that is a function of the model's attributions.</summary>
/// <param name="Weight">λ, zero or more.</param>
/// <param name="Source">The attribution.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public abstract record AttributionTerm(double Weight, AttributionSource Source) : ObjectiveTerm
{
    /// <summary>The attribute that declares the term, without brackets.</summary>
    protected abstract string Attribute { get; }

    /// <summary>What formulas call the weight.</summary>
    protected abstract string Symbol { get; }

    /// <inheritdoc/>
    public sealed override EquatableArray<Coefficient> Coefficients => EquatableArray.Create(new Coefficient(Name, Symbol, Weight, Attribute, nameof(Weight)));

    /// <inheritdoc/>
    public sealed override bool HasInnerGradient => true;

    /// <inheritdoc/>
    /// <remarks>Whatever it is made of, a term is a mean over examples, times their number beside a task that sums.</remarks>
    public sealed override double Growth(ModelTask task) => task.Reduction == Reduction.Sum ? 1 : 0;

    /// <inheritdoc/>
    public sealed override EquatableArray<ObjectiveInput> Inputs(ModelSpecification model) => new(OwnInputs(model).Concat(Source.Inputs(model)));

    /// <inheritdoc/>
    public sealed override string? Problem(ModelSpecification model) => Source.Problem(model, Attribute) ?? OwnProblem(model);

    /// <inheritdoc/>
    public sealed override IEnumerable<(string Name, string Text)> Steps(ModelSpecification model)
    {
        yield return ("Attribution", $"{Source.Formula(model)}: [{Attribute}].");
        foreach (var step in base.Steps(model))
        {
            yield return step;
        }
    }

    /// <inheritdoc/>
    public sealed override ObjectiveValue Build(ObjectiveContext context) => new(context.Setting(Coefficients[0]) * Compute(context, Source.Build(context)));

    /// <summary>The term without its weight over an attribution that is given.</summary>
    internal Node ComputeFor(ObjectiveContext context, Node attribution) => Compute(context, attribution);

    /// <summary>What the term reads besides the draws of the attribution.</summary>
    /// <param name="model">The model whose term this is.</param>
    protected virtual IEnumerable<ObjectiveInput> OwnInputs(ModelSpecification model) => [];

    /// <summary>What makes the term impossible for a model whose attribution is possible; null if nothing does.</summary>
    /// <param name="model">The model whose term this is.</param>
    protected virtual string? OwnProblem(ModelSpecification model) => null;

    /// <summary>The term without its weight.</summary>
    /// <param name="context">The model's forward pass.</param>
    /// <param name="attribution">φ, [batch × features].</param>
    protected abstract Node Compute(ObjectiveContext context, Node attribution);

    /// <summary>The mean magnitude of each feature's attribution over the whole batch, [features].</summary>
    private protected static Node MeanMagnitude(ObjectiveContext context, Node attribution) =>
        (attribution.Abs().SumTo(Shape.Unbatched(attribution.Shape.Length)) / context.Examples).Named("φ̄");

    private protected static int Features(ModelSpecification model) => model.InputShape.Aggregate(1, (product, extent) => product * extent);

    private protected static string OverExamples(ModelTask task) => task.Reduction == Reduction.Sum ? "summed over examples" : "averaged over examples";

    private protected static string TimesExamples(ModelTask task) => task.Reduction == Reduction.Sum ? ", times the number of examples" : "";
}
