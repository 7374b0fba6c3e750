namespace Rationale.Smoothing;

/// <summary>What k matches in n draws say about the true share: the exact one-sided bounds of Clopper and Pearson (1934).</summary>
internal static class Binomial
{
    private const int Halvings = 60;

    /// <summary>A share that the true one is below with probability at most δ.</summary>
    public static double LowerBound(int matches, int draws, double risk) => matches == 0 ? 0 : Solve(share => Tail(matches, draws, share) <= risk);

    /// <summary>The largest share for which a statement holds that holds for small ones.</summary>
    private static double Solve(Func<double, bool> holds)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>P(at least k of n), the terms taken from logarithms so that none overflows.</summary>
    private static double Tail(int matches, int draws, double share)
    {
        if (share is <= 0 or >= 1)
        {
            return share <= 0 ? 0 : 1;
        }

        var sum = 0.0;
        var term = LogChoose(draws, matches) + (matches * Math.Log(share)) + ((draws - matches) * Math.Log(1 - share));
        for (var k = matches; k <= draws; k++)
        {
            sum += Math.Exp(term);
            term += Math.Log((double)(draws - k) / (k + 1) * share / (1 - share));
        }

        return Math.Min(1, sum);
    }

    /// <summary>The logarithm of the binomial coefficient.</summary>
    internal static double LogChoose(int n, int k)
    {
        var sum = 0.0;
        for (var i = 1; i <= Math.Min(k, n - k); i++)
        {
            sum += Math.Log((double)(n - Math.Min(k, n - k) + i) / i);
        }

        return sum;
    }
}
