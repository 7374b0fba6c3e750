namespace Rationale.Graph.Lowering.Repetitions;

/// <summary>
/// How many parameters a method for some turns needs, without making the method. Places fall into classes that keep their distances in every turn; another turn splits classes, and never joins them.
/// </summary>
internal sealed class ShiftCount
{
    private readonly int[] _origin;
    private readonly int[] _classes;
    private readonly bool[] _moves;

    /// <summary>The count for one turn, which has no parameters.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="period">Its number of instructions.</param>
    public ShiftCount(Turn turn, int period)
    {
        _origin = Offsets(turn, period);
        var names = new Dictionary<string, int>();
        _classes = [.. Places(turn, period).Select(place => names.TryGetValue(place.Name, out var known) ? known : names[place.Name] = names.Count)];
        _moves = new bool[names.Count];
    }

    private ShiftCount(int[] origin, int[] classes, bool[] moves) => (_origin, _classes, _moves) = (origin, classes, moves);

    /// <summary>Number of parameters.</summary>
    public int Count => _moves.Count(moves => moves);

    /// <summary>Where everything stands in a turn.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="period">Its number of instructions.</param>
    public static int[] Offsets(Turn turn, int period) => [.. Places(turn, period).Select(place => place.Offset)];

    /// <summary>The count for more turns.</summary>
    /// <param name="turns">Where everything stands in them.</param>
    public ShiftCount With(IReadOnlyList<int[]> turns)
    {
        var (classes, moves) = ((int[])_classes.Clone(), _moves);
        foreach (var turn in turns)
        {
            var numbers = new Dictionary<(int Class, int Distance), int>();
            var split = new List<bool>();
            for (var place = 0; place < classes.Length; place++)
            {
                var key = (classes[place], turn[place] - _origin[place]);
                if (!numbers.TryGetValue(key, out var number))
                {
                    numbers.Add(key, number = split.Count);
                    split.Add(moves[key.Item1] || key.Item2 != 0);
                }

                classes[place] = number;
            }

            moves = [.. split];
        }

        return new ShiftCount(_origin, classes, moves);
    }

    private static IEnumerable<(string Name, int Offset)> Places(Turn turn, int period)
    {
        for (var index = turn.Start; index < turn.Start + period; index++)
        {
            var instruction = turn.Program.Instructions[index];
            foreach (var operand in instruction.Inputs)
            {
                yield return (Repetition.NameOf(operand), operand.Offset);
            }

            yield return (Repetition.NameOf(instruction.Output), instruction.Output.Offset);
            foreach (var extent in turn.Program.Calls[index].SelectMany(call => call.Arguments).OfType<ExtentArgument>().Where(LoweredInstructions.MayDiffer))
            {
                yield return (extent.Parameter, extent.Extent.Count);
            }
        }
    }
}
