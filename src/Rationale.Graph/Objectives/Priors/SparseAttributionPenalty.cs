using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>How few features matter (Erion et al. 2021, the sparsity prior); see <see cref="SparseAttributionsAttribute"/>.</summary>
/// <param name="Weight">λ, zero or more.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Source">The attribution.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record SparseAttributionPenalty(double Weight, SparsityMeasure Measure, AttributionSource Source) : AttributionTerm(Weight, Source)
{
    /// <summary>Name of the term and key of its coefficient.</summary>
    public const string Key = "sparseAttributions";

    /// <summary>Under a sum of magnitudes that is zero, whose Gini coefficient is taken as 0.</summary>
    private const double MinTotal = 1e-30;

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Sparse attributions";

    /// <inheritdoc/>
    protected override string Attribute => "SparseAttributions";

    /// <inheritdoc/>
    protected override string Symbol => "λ₇";

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model) => Measure switch
    {
        SparsityMeasure.L1 => $"λ₇ times the mean over features of abs(φ), {OverExamples(model.Task)}",
        SparsityMeasure.L2 => $"λ₇ times the mean over features of φ², {OverExamples(model.Task)}",
        _ => $"−λ₇ Σ |φ̄_i − φ̄_j| / (2 p Σ φ̄) over all pairs of the p features, where φ̄ is the mean of abs(φ) over the batch{TimesExamples(model.Task)}",
    };

    /// <inheritdoc/>
    protected override Node Compute(ObjectiveContext context, Node attribution)
    {
        var features = attribution.Shape.Length;
        if (Measure != SparsityMeasure.Gini)
        {
            return context.ReduceLikeTask((1.0 / features) * (Measure == SparsityMeasure.L1 ? attribution.Abs() : attribution.Square()).Total());
        }

        var mean = MeanMagnitude(context, attribution);
        var (column, row) = (mean.Reshape(Shape.Unbatched(features, 1)), mean.Reshape(Shape.Unbatched(1, features)));
        var differences = (column.BroadcastTo(Shape.Unbatched(features, features)) - row.BroadcastTo(Shape.Unbatched(features, features))).Abs().Total();
        return context.ScaleLikeTask(-differences / (2.0 * features * mean.Total()).Maximum(context.Builder.Constant(MinTotal, Shape.Scalar)));
    }
}
