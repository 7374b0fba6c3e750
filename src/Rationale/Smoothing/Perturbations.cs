using Rationale.Randomness;

namespace Rationale.Smoothing;

/// <summary>
/// Draws uniformly from all masks that add at most r groups to an explanation. Of m groups that can be added, j are added with weight C(m, j): most masks of at
/// most r additions have r of them. (Drawing j itself uniformly would be another quantity.)
/// </summary>
internal sealed class Perturbations
{
    private readonly bool[] _explanation;
    private readonly int[] _free;
    private readonly double[] _upTo;

    public Perturbations(ReadOnlySpan<bool> explanation, int radius)
    {
        _explanation = explanation.ToArray();
        _free = [.. Enumerable.Range(0, explanation.Length).Where(group => !_explanation[group])];
        var logs = Enumerable.Range(0, Math.Min(radius, _free.Length) + 1).Select(size => Binomial.LogChoose(_free.Length, size)).ToArray();

        // Shares of the largest, so that no weight overflows however many groups there are.
        var largest = logs.Max();
        var sum = 0.0;
        _upTo = [.. logs.Select(log => sum += Math.Exp(log - largest))];
    }

    /// <summary>Writes one mask.</summary>
    public void Draw(RandomSource random, Span<bool> mask)
    {
        _explanation.CopyTo(mask);
        var place = random.NextDouble() * _upTo[^1];
        var size = Array.FindIndex(_upTo, weight => place < weight);
        for (var i = 0; i < size; i++)
        {
            // A partial shuffle: what has been drawn stands before i.
            var other = i + random.NextInt32(_free.Length - i);
            (_free[i], _free[other]) = (_free[other], _free[i]);
            mask[_free[i]] = true;
        }
    }
}
