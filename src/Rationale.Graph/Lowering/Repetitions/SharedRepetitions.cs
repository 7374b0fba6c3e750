namespace Rationale.Graph.Lowering.Repetitions;

/// <summary>
/// Finds the instructions that several lists of a program have in common, over other places. The passes of a network with batch norms compute the same layers again, each a little further than the pass
/// before: what is a turn in one of them is one in all.
/// </summary>
internal sealed class SharedRepetitions
{
    /// <summary>A program with fewer instructions reads better from top to bottom.</summary>
    private const int MinInstructions = 1024;

    private readonly LoweredInstructions[] _lists;
    private readonly bool[][] _taken;
    private readonly Dictionary<string, (int Period, List<Place> Places)> _bodies = [];

    private SharedRepetitions(LoweredInstructions[] lists)
    {
        _lists = lists;
        _taken = [.. lists.Select(list => new bool[list.Instructions.Count])];
    }

    /// <summary>The repetitions of each list, in their order; no two have an instruction in common.</summary>
    /// <param name="lists">The lists of a program: its prologue, and the instructions of each pass and after it. They were lowered with the same kinds.</param>
    public static IReadOnlyList<IReadOnlyList<RepetitionRun>> Find(IReadOnlyList<LoweredInstructions> lists)
    {
        var own = lists.Select(RepetitionFinder.Find).ToList();
        return lists.Count <= 3 || lists.Sum(list => list.Instructions.Count) < MinInstructions
            ? [.. own.Select(found => found.Select(repetition => new RepetitionRun(repetition, repetition.Start, 0, repetition.Times)).ToList())]
            : new SharedRepetitions([.. lists]).Share(own);
    }

    private List<List<RepetitionRun>> Share(List<IReadOnlyList<Repetition>> own)
    {
        for (var list = 0; list < own.Count; list++)
        {
            foreach (var repetition in own[list])
            {
                Take(new Place(list, repetition.Start, repetition.Times), repetition.Body.Count);
            }
        }

        foreach (var (period, places) in _bodies.Values.OrderByDescending(body => body.Period).ToList())
        {
            TakeElsewhere(period, places[0]);
        }

        foreach (var (period, places) in CommonInstructions.Find(_lists, _taken, RepetitionFinder.MinSaved))
        {
            foreach (var (list, start) in places)
            {
                Take(new Place(list, start, 1), period);
            }
        }

        var runs = _lists.Select(_ => new List<RepetitionRun>()).ToList();
        foreach (var (period, places) in _bodies.Values)
        {
            foreach (var group in Groups(period, places))
            {
                Add(runs, group, period);
            }
        }

        return [.. runs.Select(list => list.OrderBy(run => run.Start).ToList())];
    }

    /// <summary>Single turns of a body in lists that do not repeat it.</summary>
    private void TakeElsewhere(int period, Place body)
    {
        for (var list = 0; list < _lists.Length; list++)
        {
            for (var start = 0; start + period <= _taken[list].Length; start++)
            {
                if (IsFree(list, start, period) && IsEqual(body, list, start, period))
                {
                    Take(new Place(list, start, 1), period);
                    start += period - 1;
                }
            }
        }
    }

    private void Take(Place place, int period)
    {
        var key = string.Join(",", _lists[place.List].Kinds.Skip(place.Start).Take(period));
        if (!_bodies.TryGetValue(key, out var body))
        {
            _bodies.Add(key, body = (period, []));
        }

        body.Places.Add(place);
        for (var index = place.Start; index < place.Start + (period * place.Times); index++)
        {
            _taken[place.List][index] = true;
        }
    }

    /// <summary>Places of one body, put together as long as a method for all of them does not have too many parameters.</summary>
    private List<List<Place>> Groups(int period, List<Place> places)
    {
        var groups = new List<(ShiftCount Shifts, List<Place> Places)>();
        foreach (var place in places.OrderByDescending(place => place.Times))
        {
            var offsets = Turns(place, period).Select(turn => ShiftCount.Offsets(turn, period)).ToList();
            var isIn = false;
            for (var index = 0; index < groups.Count && !isIn; index++)
            {
                if (groups[index].Shifts.With(offsets) is { Count: <= RepetitionFinder.MaxShifts } wider)
                {
                    groups[index].Places.Add(place);
                    groups[index] = (wider, groups[index].Places);
                    isIn = true;
                }
            }

            if (!isIn)
            {
                groups.Add((new ShiftCount(Turns(place, period).First(), period).With(offsets), [place]));
            }
        }

        return [.. groups.Select(group => group.Places)];
    }

    private void Add(List<List<RepetitionRun>> runs, List<Place> group, int period)
    {
        var turns = group.Sum(place => place.Times);
        if (((turns - 1) * period) - group.Count < RepetitionFinder.MinSaved)
        {
            return;
        }

        var repetition = Create(group, period);
        var first = 0;
        foreach (var place in group)
        {
            runs[place.List].Add(new RepetitionRun(repetition, place.Start, first, place.Times));
            first += place.Times;
        }
    }

    private Repetition Create(IReadOnlyList<Place> places, int period) => Repetition.Create([.. places.SelectMany(place => Turns(place, period))], period);

    private IEnumerable<Turn> Turns(Place place, int period) => Enumerable.Range(0, place.Times).Select(turn => new Turn(_lists[place.List], place.Start + (turn * period)));

    private bool IsFree(int list, int start, int length)
    {
        for (var index = start; index < start + length; index++)
        {
            if (_taken[list][index])
            {
                return false;
            }
        }

        return true;
    }

    private bool IsEqual(Place body, int list, int start, int length)
    {
        for (var index = 0; index < length; index++)
        {
            if (_lists[body.List].Kinds[body.Start + index] != _lists[list].Kinds[start + index])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Successive turns in a list.</summary>
    private sealed record Place(int List, int Start, int Times);
}
