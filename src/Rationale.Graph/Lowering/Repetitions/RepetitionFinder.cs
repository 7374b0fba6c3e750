using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Lowering.Repetitions;

/// <summary>Finds instructions that a program runs several times in a row over other places.</summary>
internal static class RepetitionFinder
{
    /// <summary>Instructions of the longest block that is looked for: what is compared grows with it.</summary>
    private const int MaxPeriod = 1024;

    /// <summary>Fewer instructions saved are not worth a method.</summary>
    internal const int MinSaved = 12;

    /// <summary>More parameters make a method that nobody reads.</summary>
    internal const int MaxShifts = 10;

    /// <summary>How many turns may make up one: places in the arena may change hands from block to block and come back.</summary>
    private const int MaxJoined = 4;

    /// <summary>The repetitions of a list of instructions in their order; no two have an instruction in common.</summary>
    public static IReadOnlyList<Repetition> Find(IReadOnlyList<Instruction> instructions) => Find(new LoweredInstructions(instructions));

    /// <summary>The repetitions of a list of instructions in their order; no two have an instruction in common.</summary>
    public static IReadOnlyList<Repetition> Find(LoweredInstructions program)
    {
        // Most programs repeat nothing, which the methods that they call tell already.
        if (!Runs(Methods(program)).Any())
        {
            return [];
        }

        var taken = new bool[program.Instructions.Count];
        var found = new List<Repetition>();
        foreach (var run in Runs(program.Kinds).OrderByDescending(run => run.Saved).ThenBy(run => run.Period))
        {
            // Places may move in one step through some of the turns, and in another through the others.
            while (Free(run, taken) is { } free && Best(program, free) is { } repetition)
            {
                found.Add(repetition);
                for (var index = 0; index < repetition.Length; index++)
                {
                    taken[repetition.Start + index] = true;
                }
            }
        }

        return [.. found.OrderBy(repetition => repetition.Start)];
    }

    /// <summary>Numbers that are equal wherever kinds are, and may be equal where they are not.</summary>
    private static int[] Methods(LoweredInstructions program)
    {
        var numbers = new Dictionary<(string?, int, int), int>();
        return [.. program.Instructions.Zip(program.Calls, (instruction, calls) =>
        {
            var key = (calls.FirstOrDefault()?.Method, calls.Count, instruction.Output.Shape.Length);
            return numbers.TryGetValue(key, out var number) ? number : numbers[key] = numbers.Count;
        })];
    }

    /// <summary>Every longest run of equal kinds at a distance.</summary>
    private static IEnumerable<Run> Runs(int[] kinds)
    {
        for (var period = 1; period <= Math.Min(MaxPeriod, kinds.Length / 2); period++)
        {
            var equal = 0;
            for (var index = 0; index + period <= kinds.Length; index++)
            {
                if (index + period < kinds.Length && kinds[index] == kinds[index + period])
                {
                    equal++;
                    continue;
                }

                if (equal >= Math.Max(period, MinSaved))
                {
                    yield return new Run(index - equal, equal + period, period);
                }

                equal = 0;
            }
        }
    }

    /// <summary>The longest part of a run of which nothing is taken.</summary>
    private static Run? Free(Run run, bool[] taken)
    {
        var best = run with { Length = 0 };
        for (var start = run.Start; start < run.Start + run.Length; start++)
        {
            var end = start;
            while (end < run.Start + run.Length && !taken[end])
            {
                end++;
            }

            best = end - start > best.Length ? run with { Start = start, Length = end - start } : best;
            start = end;
        }

        return best.Saved >= Math.Max(best.Period, MinSaved) ? best : null;
    }

    /// <summary>The repetition of which the least must be written, over as many turns as one of it takes; null if none saves enough.</summary>
    private static Repetition? Best(LoweredInstructions program, Run run) => Enumerable.Range(1, MaxJoined)
        .Select(joined => run with { Period = joined * run.Period })
        .Where(candidate => candidate.Length >= 2 * candidate.Period)
        .SelectMany(candidate => Candidates(program, candidate))
        .Where(candidate => candidate.Shifts.Count <= MaxShifts && run.Length - Written(run, candidate) >= MinSaved)
        .OrderBy(candidate => Written(run, candidate))
        .FirstOrDefault();

    /// <summary>All turns, and the longest stretch of them that is a loop.</summary>
    private static IEnumerable<Repetition> Candidates(LoweredInstructions program, Run run)
    {
        var start = Aligned(program.Instructions, run);
        var whole = Repetition.Create(program, start, run.Period, (run.Start + run.Length - start) / run.Period);
        yield return whole;
        var longest = whole.Stretches.OrderByDescending(stretch => stretch.Count).First();
        if (longest.Count >= Stretch.MinLoop && longest.Count < whole.Times)
        {
            yield return Repetition.Create(program, start + (longest.First * run.Period), run.Period, longest.Count);
        }
    }

    /// <summary>The start of a block, where starting there does not lose a turn; otherwise the start of the run.</summary>
    private static int Aligned(IReadOnlyList<Instruction> instructions, Run run)
    {
        for (var start = run.Start; start <= run.Start + (run.Length % run.Period); start++)
        {
            if (start > 0 && instructions[start].Block != instructions[start - 1].Block)
            {
                return start;
            }
        }

        return run.Start;
    }

    /// <summary>What is written instead of a run, in instructions: what it leaves out, the body, and the calls.</summary>
    private static int Written(Run run, Repetition repetition) =>
        run.Length - repetition.Length + repetition.Body.Count + repetition.Stretches.Sum(stretch => stretch.Count >= Stretch.MinLoop ? 1 : stretch.Count);

    private sealed record Run(int Start, int Length, int Period)
    {
        public int Saved => Length - Period;
    }
}
