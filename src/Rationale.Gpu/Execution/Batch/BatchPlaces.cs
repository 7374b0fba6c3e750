using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution.Batch;

/// <summary>
/// Places of the values of a pass. Blocks of a launch do not wait for each other, so that a value stands nowhere where another one is used in the same launch, unless both are of one length and follow each other in a chain, where an example's
/// elements are its block's alone.
/// </summary>
internal sealed class BatchPlaces
{
    /// <summary>Offsets that are no places of the arena but behind an input, each far from the next.</summary>
    private const int BehindInputs = -(1 << 30);
    private const int InputDistance = 1 << 22;

    private readonly Dictionary<BatchUnit, (int Launch, int Step)> _times = [];
    private readonly List<Placed> _placed = [];
    private int _width;

    private BatchPlaces(IReadOnlyList<(BatchLaunchKind Kind, IReadOnlyList<BatchUnit> Units)> launches)
    {
        for (var launch = 0; launch < launches.Count; launch++)
        {
            for (var step = 0; step < launches[launch].Units.Count; step++)
            {
                _times.Add(launches[launch].Units[step], (launch, step));
            }
        }

        for (var launch = 0; launch < launches.Count; launch++)
        {
            var (kind, units) = launches[launch];
            _placed.RemoveAll(placed => placed.Last.Launch < launch);
            foreach (var value in units.Select(unit => unit.Output).OfType<BatchValue>())
            {
                Place(value, inChain: kind == BatchLaunchKind.Chain);
            }
        }
    }

    /// <summary>Chooses places, and gives the launches with their calls there.</summary>
    /// <param name="launches">The launches.</param>
    /// <returns>The launches, and the elements of an example that the arena needs.</returns>
    public static (IReadOnlyList<BatchLaunch> Launches, int Width) Choose(IReadOnlyList<(BatchLaunchKind Kind, IReadOnlyList<BatchUnit> Units)> launches)
    {
        var places = new BatchPlaces(launches);
        return ([.. launches.SelectMany(Launches)], places._width);
    }

    /// <summary>The input behind which a value stands that is not in the arena.</summary>
    /// <param name="offset">A negative offset.</param>
    public static int InputBefore(int offset) => (offset - BehindInputs) / InputDistance;

    private void Place(BatchValue value, bool inChain)
    {
        if (value.Pair is { } pair)
        {
            Place(pair);
            return;
        }

        var first = _times[value.Writer];
        var last = value.Readers.Select(reader => _times[reader]).Append(first).Max();

        // What a chain writes may stand where the same chain has read another value of the same length for the last time.
        if (inChain && !value.IsParts && _placed.Find(placed => placed.Length == value.Length && placed.Last.Launch == first.Launch && placed.Last.Step < first.Step && IsFree(placed.Offset, value.Length, first, except: placed)) is { } before)
        {
            value.Offset = before.Offset;
        }
        else
        {
            value.Offset = Gap(value.Length, first);
        }

        Add(value.Offset, value.Length, last);
    }

    /// <summary>Both values of a pair when the first of them is written.</summary>
    private void Place(ValuePair pair)
    {
        if (pair.IsPlaced)
        {
            return;
        }

        pair.IsPlaced = true;
        if (pair.First is null)
        {
            pair.Second.Offset = BehindInputs + (pair.Input * InputDistance);
            return;
        }

        var (first, length) = (new[] { _times[pair.First.Writer], _times[pair.Second.Writer] }.Min(), pair.First.Length);
        var last = pair.First.Readers.Concat(pair.Second.Readers).Select(reader => _times[reader]).Max();
        (pair.First.Offset, pair.Second.Offset) = (Gap(2 * length, first), 0);
        pair.Second.Offset = pair.First.Offset + length;
        Add(pair.First.Offset, 2 * length, last);
    }

    private int Gap(int length, (int Launch, int Step) from) => _placed.Select(placed => placed.End).Prepend(0).Order().First(offset => IsFree(offset, length, from, except: null));

    private void Add(int offset, int length, (int Launch, int Step) last)
    {
        _placed.Add(new Placed(offset, length, last));
        _width = Math.Max(_width, offset + length);
    }

    /// <summary>Whether nothing that stands there is used in the launch or later; of those of the same place and length, in a later step.</summary>
    private bool IsFree(int offset, int length, (int Launch, int Step) from, Placed? except) => _placed.TrueForAll(placed =>
        placed.Offset >= offset + length || placed.End <= offset
        || (except is not null && (placed.Offset, placed.Length) == (offset, length) && placed.Last.Launch == from.Launch && placed.Last.Step < from.Step));

    /// <summary>The launches where the calls for one value wait for each other; else one.</summary>
    private static IEnumerable<BatchLaunch> Launches((BatchLaunchKind Kind, IReadOnlyList<BatchUnit> Units) launch) => launch is { Kind: BatchLaunchKind.Grid, Units: [{ Calls.Count: > 1 } unit] }
        ? LaunchParts.OfPass(Calls(unit), _ => false).Select(calls => new BatchLaunch(BatchLaunchKind.Grid, calls))
        : [new BatchLaunch(launch.Kind, [.. launch.Units.SelectMany(Calls)])];

    private static IEnumerable<KernelCall> Calls(BatchUnit unit) => unit.Calls.Select(call => call with { Arguments = new EquatableArray<KernelArgument>(call.Arguments.Select(argument => InPlace(argument, unit))) });

    private static KernelArgument InPlace(KernelArgument argument, BatchUnit unit) => argument switch
    {
        OperandArgument { Operand.Region: Region.Tile, IsWritten: true } written => written with { Operand = written.Operand with { Offset = unit.Output!.Offset } },
        OperandArgument { Operand.Region: Region.Tile } read => read with { Operand = read.Operand with { Offset = unit.Reads[read.Operand.Offset].Offset } },
        _ => argument,
    };

    private sealed record Placed(int Offset, int Length, (int Launch, int Step) Last)
    {
        public int End => Offset + Length;
    }
}
