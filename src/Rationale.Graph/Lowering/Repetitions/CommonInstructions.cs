namespace Rationale.Graph.Lowering.Repetitions;

/// <summary>Finds successive instructions that stand in several lists, or at several places of one, and are the same but for places in memory.</summary>
internal sealed class CommonInstructions
{
    /// <summary>Lengths that are looked for; what is found is extended as far as all its places agree.</summary>
    private static readonly int[] Lengths = [6, 12, 24, 48, 96, 192];

    /// <summary>How often what is left is looked through again.</summary>
    private const int Rounds = 4;

    /// <summary>Of the hash that rolls over the kinds; equal hashes are compared kind by kind.</summary>
    private const ulong Base = 0x9E3779B97F4A7C15;

    private readonly int[] _kinds;
    private readonly (int List, int Start)[] _places;

    private CommonInstructions(LoweredInstructions[] lists, bool[][] taken)
    {
        // One sequence, in which what is taken and every end of a list are kinds that occur once.
        var unique = -1;
        _kinds = [.. lists.SelectMany((list, number) => list.Kinds.Select((kind, index) => taken[number][index] ? unique-- : kind).Append(unique--))];
        _places = [.. lists.SelectMany((list, number) => Enumerable.Range(0, list.Kinds.Length + 1).Select(start => (number, start)))];
    }

    /// <summary>The common instructions and where they stand; no two places have an instruction in common.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="taken">What is left out of each.</param>
    /// <param name="minSaved">Fewer instructions saved are not worth it.</param>
    public static IReadOnlyList<(int Length, IReadOnlyList<(int List, int Start)> Places)> Find(LoweredInstructions[] lists, bool[][] taken, int minSaved)
    {
        var found = new List<(int, IReadOnlyList<(int, int)>)>();
        for (var round = 0; round < Rounds; round++)
        {
            var count = found.Count;
            var search = new CommonInstructions(lists, taken);
            foreach (var (length, starts) in search.Candidates(minSaved).OrderByDescending(candidate => Saved(candidate.Length, candidate.Starts.Count)).ToList())
            {
                var free = starts.Where(start => search.IsFree(start, length)).ToList();
                if (Saved(length, free.Count) >= minSaved)
                {
                    var (extended, from) = search.Extend(length, free);
                    found.Add((extended, [.. from.Select(start => search._places[start])]));
                    search.Take(extended, from, taken);
                }
            }

            if (found.Count == count)
            {
                break;
            }
        }

        return found;
    }

    private bool IsFree(int start, int length) => Array.FindIndex(_kinds, start, length, kind => kind < 0) < 0;

    private static int Saved(int length, int places) => ((places - 1) * length) - places;

    private IEnumerable<(int Length, List<int> Starts)> Candidates(int minSaved)
    {
        foreach (var length in Lengths)
        {
            var first = new Dictionary<ulong, int>();
            var known = new Dictionary<ulong, List<int>>();
            var (hash, power) = (0UL, 1UL);
            for (var index = 0; index < length; index++)
            {
                power *= Base;
            }

            for (var end = 0; end < _kinds.Length; end++)
            {
                hash = (hash * Base) + Mixed(_kinds[end]) - (end >= length ? power * Mixed(_kinds[end - length]) : 0);
                var start = end - length + 1;
                if (start < 0)
                {
                    continue;
                }

                if (!first.TryGetValue(hash, out var other))
                {
                    first.Add(hash, start);
                    continue;
                }

                if (!known.TryGetValue(hash, out var starts))
                {
                    known.Add(hash, starts = [other]);
                }

                if (starts[starts.Count - 1] + length <= start && IsEqual(other, start, length))
                {
                    starts.Add(start);
                }
            }

            foreach (var starts in known.Values.Where(starts => Saved(length, starts.Count) >= minSaved))
            {
                yield return (length, starts);
            }
        }
    }

    private static ulong Mixed(int kind) => unchecked((ulong)(uint)kind + 1) * 0xD1B54A32D192ED03;

    private bool IsEqual(int one, int other, int length)
    {
        for (var index = 0; index < length; index++)
        {
            if (_kinds[one + index] != _kinds[other + index])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What all places have in common beyond the length that was looked for.</summary>
    private (int Length, List<int> Starts) Extend(int length, List<int> starts)
    {
        while (starts.TrueForAll(start => start + length < _kinds.Length && _kinds[start + length] == _kinds[starts[0] + length]) && Apart(starts, length + 1))
        {
            length++;
        }

        while (starts.TrueForAll(start => start > 0 && _kinds[start - 1] == _kinds[starts[0] - 1]) && Apart(starts, length + 1))
        {
            (length, starts) = (length + 1, starts.ConvertAll(start => start - 1));
        }

        return (length, starts);
    }

    private static bool Apart(List<int> starts, int length)
    {
        for (var index = 1; index < starts.Count; index++)
        {
            if (starts[index] - starts[index - 1] < length)
            {
                return false;
            }
        }

        return true;
    }

    private void Take(int length, List<int> starts, bool[][] taken)
    {
        foreach (var start in starts)
        {
            for (var index = start; index < start + length; index++)
            {
                _kinds[index] = int.MinValue + index;
                taken[_places[index].List][_places[index].Start] = true;
            }
        }
    }
}
