namespace Rationale.Attribution;

/// <summary>LIME's regression: squares weighted, coefficients penalized, an intercept that is not. With Z̃ the sets less their weighted mean, (Z̃ᵀ W Z̃ + α I)⁻¹ Z̃ᵀ W v.</summary>
internal sealed class RidgeSurrogate : Surrogate
{
    private readonly SymmetricSystem _system;

    private RidgeSurrogate(IReadOnlyList<bool[]> kept, IReadOnlyList<double> weights, double penalty, CancellationToken cancellationToken, out bool solvable)
        : base(kept, weights)
    {
        var means = new double[Groups];
        var ones = new double[kept.Count];
        Array.Fill(ones, 1);
        Project(ones, 0, means);
        var (gram, total) = (Gram(cancellationToken), TotalWeight);
        for (var i = 0; i < Groups; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                gram[i][j] -= means[i] * means[j] / total;
            }

            gram[i][i] += penalty;
        }

        var system = SymmetricSystem.TryFactor(gram, cancellationToken);
        (_system, solvable) = (system!, system is not null);
    }

    /// <summary>Prepares the regression.</summary>
    /// <param name="kept">[samples × groups].</param>
    /// <param name="weights">The weight of each set.</param>
    /// <param name="penalty">α.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <returns>Null where the sets do not settle the coefficients.</returns>
    public static RidgeSurrogate? TryMake(IReadOnlyList<bool[]> kept, IReadOnlyList<double> weights, double penalty, CancellationToken cancellationToken)
    {
        var made = new RidgeSurrogate(kept, weights, penalty, cancellationToken, out var solvable);
        return solvable ? made : null;
    }

    /// <inheritdoc/>
    public override void Solve(ReadOnlySpan<double> scores, Span<double> attributions)
    {
        // Z̃ᵀ W v is Zᵀ W (v − v̄): the weighted mean may be taken off either.
        Project(scores, WeightedMean(scores), attributions);
        _system.Solve(attributions);
    }
}
