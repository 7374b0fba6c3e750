using Rationale.Randomness;

namespace Rationale.Attribution;

/// <summary>
/// The sets that KernelSHAP looks at, with the weights of the Shapley kernel (Lundberg and Lee 2017): all sets where there are few, otherwise all of the smallest and largest
/// sizes, whose single sets weigh most, and for the other sizes a draw of sets, each with its complement (Covert and Lee 2021).
/// </summary>
internal static class KernelWeights
{
    /// <summary>Sets that are neither empty nor whole, and their weights, whose sum is 1.</summary>
    /// <param name="groups">Number of groups; a single one has no such sets.</param>
    /// <param name="samples">Sets to look at, at most.</param>
    /// <param name="random">Draws sets.</param>
    public static (List<bool[]> Kept, List<double> Weights) Sample(int groups, int samples, RandomSource random)
    {
        var (kept, weights) = (new List<bool[]>(), new List<double>());
        var sizes = Enumerable.Range(1, groups / 2).ToArray();
        var masses = sizes.Select(size => (Mirrored(groups, size) ? 2.0 : 1) * (groups - 1) / ((double)size * (groups - size))).ToArray();
        var all = masses.Sum();
        for (var i = 0; i < sizes.Length; i++)
        {
            var subsets = Binomial(groups, sizes[i]) * (Mirrored(groups, sizes[i]) ? 2 : 1);
            var (left, mass) = (samples - kept.Count, masses[i..].Sum());
            if (subsets <= left && (left * masses[i] / mass >= subsets || IsLast(groups, sizes[i..], left)))
            {
                Enumerate(groups, sizes[i], masses[i] / all / subsets, kept, weights);
                continue;
            }

            Draw(groups, sizes[i..], masses[i..], left, mass / all, random, kept, weights);
            break;
        }

        return (kept, weights);
    }

    private static bool Mirrored(int groups, int size) => 2 * size != groups;

    /// <summary>Whether every set of all sizes that are left fits.</summary>
    private static bool IsLast(int groups, int[] sizes, int left) =>
        sizes.Sum(size => Binomial(groups, size) * (Mirrored(groups, size) ? 2 : 1)) <= left;

    private static void Enumerate(int groups, int size, double weight, List<bool[]> kept, List<double> weights)
    {
        var chosen = Enumerable.Range(0, size).ToArray();
        while (true)
        {
            Add(chosen, weight, Mirrored(groups, size));
            var at = size - 1;
            while (at >= 0 && chosen[at] == groups - size + at)
            {
                at--;
            }

            if (at < 0)
            {
                return;
            }

            chosen[at]++;
            for (var i = at + 1; i < size; i++)
            {
                chosen[i] = chosen[i - 1] + 1;
            }
        }

        void Add(int[] members, double each, bool mirrored)
        {
            var set = new bool[groups];
            foreach (var member in members)
            {
                set[member] = true;
            }

            kept.Add(set);
            weights.Add(each);
            if (mirrored)
            {
                kept.Add(Array.ConvertAll(set, member => !member));
                weights.Add(each);
            }
        }
    }

    private static void Draw(int groups, int[] sizes, double[] masses, int count, double weight, RandomSource random, List<bool[]> kept, List<double> weights)
    {
        var order = Enumerable.Range(0, groups).ToArray();
        var pairs = count / 2;
        for (var pair = 0; pair < pairs; pair++)
        {
            var place = random.NextDouble() * masses.Sum();
            var at = 0;
            while (at < sizes.Length - 1 && (place -= masses[at]) >= 0)
            {
                at++;
            }

            random.Shuffle(order);
            var set = new bool[groups];
            foreach (var member in order.AsSpan(0, sizes[at]))
            {
                set[member] = true;
            }

            kept.Add(set);
            kept.Add(Array.ConvertAll(set, member => !member));
            weights.Add(weight / (2 * pairs));
            weights.Add(weight / (2 * pairs));
        }
    }

    private static double Binomial(int n, int k)
    {
        var product = 1.0;
        for (var i = 1; i <= k; i++)
        {
            product = Math.Round(product * (n - k + i) / i);
        }

        return product;
    }
}
