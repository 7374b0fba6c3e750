namespace Rationale.Attribution;

/// <summary>
/// KernelSHAP's regression: squares weighted, under the constraint that attributions sum to the score of the whole set minus that of the empty one. With A = Zᵀ W Z, b = Zᵀ W (v − v₀) and u = A⁻¹ 1
/// the attributions are A⁻¹ b + u (v₁ − v₀ − 1ᵀ A⁻¹ b) / 1ᵀ u.
/// </summary>
internal sealed class EfficientSurrogate : Surrogate
{
    private readonly SymmetricSystem? _system;
    private readonly double[] _u;

    private EfficientSurrogate(IReadOnlyList<bool[]> kept, IReadOnlyList<double> weights, CancellationToken cancellationToken)
        : base(kept, weights)
    {
        _u = new double[Groups];
        Array.Fill(_u, 1);
        if (kept.Count > 0)
        {
            _system = SymmetricSystem.TryFactor(Gram(cancellationToken), cancellationToken);
            _system?.Solve(_u);
        }
    }

    /// <summary>Prepares the regression.</summary>
    /// <param name="kept">Sets that are neither empty nor whole; none for a single group.</param>
    /// <param name="weights">The weight of each set.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>Null where the sets do not settle the attributions.</returns>
    public static EfficientSurrogate? TryMake(IReadOnlyList<bool[]> kept, IReadOnlyList<double> weights, CancellationToken cancellationToken)
    {
        var made = new EfficientSurrogate(kept, weights, cancellationToken);
        return kept.Count == 0 || made._system is not null ? made : null;
    }

    /// <inheritdoc/>
    /// <remarks>The first score is that of the empty set, the second that of the whole.</remarks>
    public override void Solve(ReadOnlySpan<double> scores, Span<double> attributions)
    {
        Project(scores[2..], scores[0], attributions);
        _system?.Solve(attributions);
        var (sum, ones) = (0.0, 0.0);
        for (var group = 0; group < attributions.Length; group++)
        {
            sum += attributions[group];
            ones += _u[group];
        }

        for (var group = 0; group < attributions.Length; group++)
        {
            attributions[group] += _u[group] * (scores[1] - scores[0] - sum) / ones;
        }
    }
}
