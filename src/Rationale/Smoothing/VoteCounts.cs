namespace Rationale.Smoothing;

/// <summary>
/// What the masked versions of one example say, as integers, and what follows from them. One changed group can change each count by at most
/// <see cref="PerChange"/>, because it is kept in that many versions only; everything here is that sentence and arithmetic on integers.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class VoteCounts : IEquatable<VoteCounts>
{
    private readonly long[] _counts;

    /// <summary>Counts of their own.</summary>
    /// <param name="counts">For each class the sum of what the versions contribute.</param>
    /// <param name="total">The largest count that there can be: q votes, or q times the units of a probability.</param>
    /// <param name="perChange">By how much one changed group can change a count.</param>
    /// <exception cref="ArgumentException">There is no class, or a count is negative or above the total.</exception>
    public VoteCounts(ReadOnlySpan<long> counts, long total, long perChange)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perChange, 1);
        _counts = counts.ToArray();
        (Total, PerChange) = (total, perChange);
        if (_counts.Length == 0 || _counts.Any(count => count < 0 || count > total))
        {
            throw new ArgumentException($"The counts are [{string.Join(", ", _counts)}], but there must be at least one, and each from 0 to {total}.", nameof(counts));
        }

        Class = Array.IndexOf(_counts, _counts.Max());
    }

    /// <summary>For each class the sum of what the versions contribute.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>The largest count that there can be.</summary>
    public long Total { get; }

    /// <summary>By how much one changed group can change a count: λq votes.</summary>
    public long PerChange { get; }

    /// <summary>The class with the most; the first of several.</summary>
    public int Class { get; }

    /// <summary>
    /// The largest r for which no change of r groups can change <see cref="Class"/>: min over B of ⌊(c_A − c_B − t_B) / (2 · <see cref="PerChange"/>)⌋, where
    /// t_B is 1 if a tie goes to B. The published quotient lacks t_B, and is wrong where the worst case is a tie that B wins.
    /// </summary>
    public int Radius => RadiusOfTop(1);

    /// <summary>The share of a class, from 0 to 1.</summary>
    public double Share(int index) => (double)_counts[index] / Total;

    /// <summary>Between what the share of a class stays when r groups change: the λ-Lipschitz bound.</summary>
    /// <param name="index">The class.</param>
    /// <param name="radius">r.</param>
    public (double Low, double High) ShareWithin(int index, int radius)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        var change = PerChange * radius;
        return ((double)Math.Max(0, _counts[index] - change) / Total, (double)Math.Min(Total, _counts[index] + change) / Total);
    }

    /// <summary>The largest r for which no change of r groups can put another class before one class or behind it: the certificate of the order of two classes.</summary>
    /// <param name="ahead">The class that is ahead.</param>
    /// <param name="behind">The class that is behind.</param>
    /// <returns>−1 where the second is ahead already.</returns>
    public int RadiusOfOrder(int ahead, int behind)
    {
        // A tie is lost to a class that comes first.
        var lead = _counts[ahead] - _counts[behind] - (behind < ahead ? 1 : 0);
        return lead < 0 ? -1 : (int)Math.Min(int.MaxValue, lead / (2 * PerChange));
    }

    /// <summary>The j classes with the most, the most first.</summary>
    /// <param name="j">From 1 to the number of classes.</param>
    public IReadOnlyList<int> Top(int j)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(j, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(j, _counts.Length);
        return [.. Enumerable.Range(0, _counts.Length).OrderByDescending(index => _counts[index]).Take(j)];
    }

    /// <summary>The largest r for which no change of r groups can change which classes are the first j.</summary>
    /// <param name="j">From 1 to the number of classes; with all classes nothing can change.</param>
    public int RadiusOfTop(int j)
    {
        var top = Top(j);
        var pairs = from ahead in top
                    from behind in Enumerable.Range(0, _counts.Length).Except(top)
                    select RadiusOfOrder(ahead, behind);
        return pairs.DefaultIfEmpty(int.MaxValue).Min();
    }

    /// <inheritdoc/>
    public bool Equals(VoteCounts? other) => other is not null && Total == other.Total && PerChange == other.PerChange && _counts.AsSpan().SequenceEqual(other._counts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VoteCounts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Class, _counts[Class], Total);

    /// <inheritdoc/>
    public override string ToString() => $"class {Class}: {_counts[Class]} of {Total}, radius {Radius}";
}
