using Rationale.Attribution;
using Rationale.Randomness;

namespace Rationale.Smoothing;

/// <summary>
/// Tries to change a prediction by changing which groups are left. Exhaustive where all changes can be tried, by a search of shrinking boxes beyond. A certificate that an
/// attack breaks is wrong; how much an attack leaves standing above what is certified says how loose certificates are.
/// </summary>
/// <param name="classifier">The classifier.</param>
/// <remarks>Thread safety: as its classifier.</remarks>
public sealed class StabilityAttack(MaskClassifier classifier)
{
    private const int MaxVersions = 512;

    /// <summary>Tries every mask that adds from one to r groups to a mask.</summary>
    /// <param name="x">The example.</param>
    /// <param name="mask">A flag for each group.</param>
    /// <param name="radius">r; the number of masks is about the r-th power of the number of groups.</param>
    /// <param name="progress">Told the share of the masks that have been tried; the attack ends at the first that breaks the prediction.</param>
    /// <param name="cancellationToken">Ends the attack after the chunk in progress.</param>
    public AttackResult ExhaustAdditions(ReadOnlySpan<float> x, ReadOnlySpan<bool> mask, int radius, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Exhaust(x, mask, FreeOf(mask), add: true, radius, progress, cancellationToken);

    /// <summary>Tries every mask that takes from one to r groups away from the whole example, none of them in an explanation.</summary>
    /// <param name="x">The example.</param>
    /// <param name="explanation">What is not taken away: a flag for each group.</param>
    /// <param name="radius">r.</param>
    /// <param name="progress">Told the share of the masks that have been tried; the attack ends at the first that breaks the prediction.</param>
    /// <param name="cancellationToken">Ends the attack after the chunk in progress.</param>
    public AttackResult ExhaustRemovals(ReadOnlySpan<float> x, ReadOnlySpan<bool> explanation, int radius, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var whole = new bool[classifier.Groups];
        whole.AsSpan().Fill(true);
        return Exhaust(x, whole, FreeOf(explanation), add: false, radius, progress, cancellationToken);
    }

    /// <summary>Searches for r additions that change the prediction: random ones first, then exchanges of boxes of neighbors in the best so far, the boxes shrinking.</summary>
    /// <param name="x">The example.</param>
    /// <param name="mask">A flag for each group.</param>
    /// <param name="radius">r, at least 1.</param>
    /// <param name="options">Effort and seed; null for the defaults.</param>
    /// <param name="progress">Told the share of the rounds that are over; the attack ends in the first that breaks the prediction.</param>
    /// <param name="cancellationToken">Ends the attack after the round in progress.</param>
    public AttackResult SearchAdditions(
        ReadOnlySpan<float> x, ReadOnlySpan<bool> mask, int radius, AttackOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Search(x, mask, FreeOf(mask), add: true, radius, options ?? new AttackOptions(), progress, cancellationToken);

    /// <summary>Searches for r removals that change the prediction.</summary>
    /// <param name="x">The example.</param>
    /// <param name="explanation">What is not taken away.</param>
    /// <param name="radius">r, at least 1.</param>
    /// <param name="options">Effort and seed; null for the defaults.</param>
    /// <param name="progress">Told the share of the rounds that are over; the attack ends in the first that breaks the prediction.</param>
    /// <param name="cancellationToken">Ends the attack after the round in progress.</param>
    public AttackResult SearchRemovals(
        ReadOnlySpan<float> x, ReadOnlySpan<bool> explanation, int radius, AttackOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var whole = new bool[classifier.Groups];
        whole.AsSpan().Fill(true);
        return Search(x, whole, FreeOf(explanation), add: false, radius, options ?? new AttackOptions(), progress, cancellationToken);
    }

    private AttackResult Exhaust(ReadOnlySpan<float> x, ReadOnlySpan<bool> start, int[] free, bool add, int radius, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        SmoothingChecks.Versions(classifier, x.Length, start.Length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        var expected = classifier.ClassOf(x, start);
        var versions = new Versions(classifier, start.ToArray(), add);
        var tried = 0L;
        for (var size = 1; size <= Math.Min(radius, free.Length); size++)
        {
            var choice = Enumerable.Range(0, size).ToArray();
            do
            {
                versions.Add(choice.Select(index => free[index]));
                if (versions.Count == MaxVersions && Broken(x) is { } broken)
                {
                    return broken;
                }
            }
            while (Next(choice, free.Length));
        }

        return Broken(x) ?? new AttackResult(null, 0, tried);

        AttackResult? Broken(ReadOnlySpan<float> row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tried += versions.Count;
            if (versions.Find(row, expected) is { } mask)
            {
                return new AttackResult(mask, versions.Distance(mask), tried);
            }

            progress?.Report(tried / Choices(free.Length, radius));
            return null;
        }
    }

    private AttackResult Search(ReadOnlySpan<float> x, ReadOnlySpan<bool> start, int[] free, bool add, int radius, AttackOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        SmoothingChecks.Versions(classifier, x.Length, start.Length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(radius, 1);
        AttributionChecks.Require("AttackOptions.Rounds", options.Rounds);
        AttributionChecks.Require("AttackOptions.Proposals", options.Proposals);
        var size = Math.Min(radius, free.Length);
        var expected = classifier.ClassOf(x, start);
        var versions = new Versions(classifier, start.ToArray(), add);
        var random = new RandomSource(options.Seed);
        var (best, lead) = (Array.Empty<int>(), double.PositiveInfinity);
        for (var round = 0; round < options.Rounds && size > 0; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var box = Math.Max(1, size * (options.Rounds - round) / (2 * options.Rounds));
            var proposals = Enumerable.Range(0, options.Proposals).Select(_ => best.Length == 0 ? Draw(random, free, size) : Exchange(random, free, best, box)).ToList();
            foreach (var proposal in proposals)
            {
                versions.Add(proposal);
            }

            if (versions.Find(x, expected, out var leads) is { } mask)
            {
                return new AttackResult(mask, versions.Distance(mask), (long)(round + 1) * options.Proposals);
            }

            var nearest = Array.IndexOf(leads, leads.Min());
            if (leads[nearest] < lead)
            {
                (best, lead) = (proposals[nearest], leads[nearest]);
            }

            progress?.Report((round + 1.0) / options.Rounds);
        }

        return new AttackResult(null, 0, (long)options.Rounds * options.Proposals);
    }

    /// <summary>In how many ways up to so many of the free groups can be chosen, at least one: a number that need not fit an integer.</summary>
    private static double Choices(int free, int radius)
    {
        var (sum, choices) = (0.0, 1.0);
        for (var size = 1; size <= Math.Min(radius, free); size++)
        {
            choices *= (free - size + 1.0) / size;
            sum += choices;
        }

        return Math.Max(1, sum);
    }

    /// <summary>Some of the free groups, every choice equally likely.</summary>
    private static int[] Draw(RandomSource random, int[] free, int size)
    {
        int[] shuffled = [.. free];
        random.Shuffle(shuffled);
        return shuffled[..size];
    }

    /// <summary>A choice with some of its groups exchanged for neighbors of each other.</summary>
    private static int[] Exchange(RandomSource random, int[] free, int[] chosen, int box)
    {
        int[] kept = [.. chosen];
        random.Shuffle(kept);
        var first = random.NextInt32(free.Length);
        var incoming = Enumerable.Range(0, free.Length).Select(offset => free[(first + offset) % free.Length]).Where(group => !chosen.Contains(group)).Take(box).ToArray();
        return [.. kept.Skip(incoming.Length), .. incoming];
    }

    private static int[] FreeOf(ReadOnlySpan<bool> mask)
    {
        var free = new List<int>();
        for (var group = 0; group < mask.Length; group++)
        {
            if (!mask[group])
            {
                free.Add(group);
            }
        }

        return [.. free];
    }

    /// <summary>The next choice of indices in lexicographic order.</summary>
    private static bool Next(int[] choice, int count)
    {
        for (var i = choice.Length - 1; i >= 0; i--)
        {
            if (choice[i] < count - choice.Length + i)
            {
                choice[i]++;
                for (var j = i + 1; j < choice.Length; j++)
                {
                    choice[j] = choice[j - 1] + 1;
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Masks that wait to be tried together.</summary>
    private sealed class Versions(MaskClassifier classifier, bool[] start, bool add)
    {
        private readonly List<bool> _masks = [];

        public int Count => _masks.Count / start.Length;

        public void Add(IEnumerable<int> changed)
        {
            var from = _masks.Count;
            _masks.AddRange(start);
            foreach (var group in changed)
            {
                _masks[from + group] = add;
            }
        }

        public bool[]? Find(ReadOnlySpan<float> x, int expected) => Find(x, expected, out _);

        /// <summary>Tries all, and forgets them.</summary>
        public bool[]? Find(ReadOnlySpan<float> x, int expected, out double[] leads)
        {
            var (masks, classes) = (_masks.ToArray(), new int[Count]);
            leads = new double[Count];
            _masks.Clear();
            if (classes.Length == 0)
            {
                return null;
            }

            classifier.Classify(x, masks, classes, expected, leads);
            var broken = Array.FindIndex(classes, found => found != expected);
            return broken < 0 ? null : masks[(broken * start.Length)..((broken + 1) * start.Length)];
        }

        public int Distance(bool[] mask) => mask.Zip(start).Count(pair => pair.First != pair.Second);
    }
}
