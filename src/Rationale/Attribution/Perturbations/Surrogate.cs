namespace Rationale.Attribution;

/// <summary>
/// The two weighted regressions of scores on sets of groups. Their solutions are linear in the scores, so each is a matrix that is computed once for all rows.
/// </summary>
internal static class Surrogate
{
    /// <summary>
    /// KernelSHAP: least squares under the constraint that attributions sum to the score of the whole set minus that of the empty one. With A = Zᵀ W Z, u = A⁻¹ 1 and
    /// P = I − u 1ᵀ / 1ᵀu the attributions are P A⁻¹ Zᵀ W (v − v₀) + u (v₁ − v₀) / 1ᵀu.
    /// </summary>
    /// <param name="kept">Sets that are neither empty nor whole.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="groups">Number of groups.</param>
    /// <returns>[groups × samples], the first sample being the empty set, the second the whole; null where the sets do not settle the attributions.</returns>
    public static double[][]? Efficient(IReadOnlyList<bool[]> kept, IReadOnlyList<double> weights, int groups)
    {
        var gram = new double[groups, groups];
        for (var sample = 0; sample < kept.Count; sample++)
        {
            AddOuter(gram, kept[sample], weights[sample]);
        }

        if (SymmetricSystem.TryFactor(gram) is not { } system)
        {
            return null;
        }

        var u = new double[groups];
        Array.Fill(u, 1);
        system.Solve(u);
        var sum = u.Sum();
        var map = Zeros(groups, kept.Count + 2);
        var column = new double[groups];
        for (var sample = 0; sample < kept.Count; sample++)
        {
            for (var group = 0; group < groups; group++)
            {
                column[group] = kept[sample][group] ? weights[sample] : 0;
            }

            system.Solve(column);
            var excess = column.Sum() / sum;
            for (var group = 0; group < groups; group++)
            {
                map[group][sample + 2] = column[group] - (excess * u[group]);
            }
        }

        for (var group = 0; group < groups; group++)
        {
            map[group][1] = u[group] / sum;
            map[group][0] = -map[group].Skip(1).Sum();
        }

        return map;
    }

    /// <summary>LIME: ridge regression with an intercept that is not penalised; coefficients are (X̃ᵀ W X̃ + α I)⁻¹ X̃ᵀ W v, where X̃ has the weighted means taken off.</summary>
    /// <param name="kept">The sets.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="penalty">α.</param>
    /// <returns>[groups × samples]; null where the sets do not settle the coefficients.</returns>
    public static double[][]? Ridge(IReadOnlyList<bool[]> kept, IReadOnlyList<double> weights, double penalty)
    {
        var groups = kept[0].Length;
        var (means, gram) = (new double[groups], new double[groups, groups]);
        var total = weights.Sum();
        for (var sample = 0; sample < kept.Count; sample++)
        {
            AddOuter(gram, kept[sample], weights[sample]);
            for (var group = 0; group < groups; group++)
            {
                means[group] += kept[sample][group] ? weights[sample] / total : 0;
            }
        }

        for (var i = 0; i < groups; i++)
        {
            for (var j = 0; j < groups; j++)
            {
                gram[i, j] -= total * means[i] * means[j];
            }

            gram[i, i] += penalty;
        }

        if (SymmetricSystem.TryFactor(gram) is not { } system)
        {
            return null;
        }

        var map = Zeros(groups, kept.Count);
        var column = new double[groups];
        for (var sample = 0; sample < kept.Count; sample++)
        {
            for (var group = 0; group < groups; group++)
            {
                column[group] = weights[sample] * ((kept[sample][group] ? 1 : 0) - means[group]);
            }

            system.Solve(column);
            for (var group = 0; group < groups; group++)
            {
                map[group][sample] = column[group];
            }
        }

        return map;
    }

    private static double[][] Zeros(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];

    private static void AddOuter(double[,] gram, bool[] set, double weight)
    {
        for (var i = 0; i < set.Length; i++)
        {
            for (var j = 0; set[i] && j < set.Length; j++)
            {
                gram[i, j] += set[j] ? weight : 0;
            }
        }
    }
}
