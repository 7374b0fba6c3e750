using System.ComponentModel;
using Rationale.Graph.Scheduling;

namespace Rationale.Execution;

/// <summary>What the executor must know of a program besides its code: the inputs it reads, the numbers it is given, the memory it needs.</summary>
/// <param name="Inputs">Inputs of the batch in the order of their indices, with elements an example.</param>
/// <param name="Settings">Names of the run-time numbers; the first is the number of examples of the batch.</param>
/// <param name="Outputs">Results for each example, with elements an example.</param>
/// <param name="Totals">Numbers for the whole batch.</param>
/// <param name="Passes">For each pass, the ranges of the accumulators that it fills.</param>
/// <param name="Parameters">Length of the flat parameters.</param>
/// <param name="Accumulators">Length of the accumulators; the flat gradients come first.</param>
/// <param name="Shared">Length of the shared region.</param>
/// <param name="TileWidth">Elements of the arena for each example of a tile.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ProgramLayout(
    IReadOnlyList<ValueLayout> Inputs,
    IReadOnlyList<string> Settings,
    IReadOnlyList<ValueLayout> Outputs,
    IReadOnlyList<TotalLayout> Totals,
    IReadOnlyList<IReadOnlyList<SumRange>> Passes,
    int Parameters,
    int Accumulators,
    int Shared,
    int TileWidth)
{
    /// <summary>Values for the whole data set that the program reads from the shared region.</summary>
    public IReadOnlyList<SharedInputLayout> SharedInputs { get; init; } = [];

    /// <summary>The ranges of the accumulators that stand once for all workers, in their order: each a matrix to which they add in turn.</summary>
    public IReadOnlyList<SumRange> CommonSums { get; init; } = [];

    /// <summary>Length of the accumulators that each worker has for itself.</summary>
    internal int OwnAccumulators => Accumulators - CommonSums.Sum(sum => sum.Length);

    /// <summary>The ranges that a pass fills, without those that are common.</summary>
    internal IEnumerable<SumRange> OwnSums(int pass)
    {
        foreach (var range in Passes[pass])
        {
            var (start, end) = (range.Start, range.Start + range.Length);
            foreach (var common in CommonSums.Where(common => common.Start >= range.Start && common.Start < end))
            {
                if (common.Start > start)
                {
                    yield return new SumRange(start, common.Start - start);
                }

                start = common.Start + common.Length;
            }

            if (end > start)
            {
                yield return new SumRange(start, end - start);
            }
        }
    }

    /// <summary>Whether any pass adds something up.</summary>
    internal bool HasSums => Passes.Any(sums => sums.Count > 0);

    /// <summary>The ranges of the accumulators that a pass fills, neighbors as one.</summary>
    internal IReadOnlyList<SumRange> SumsOf(int pass)
    {
        var ranges = new List<SumRange>();
        foreach (var sum in Passes[pass])
        {
            if (ranges.Count > 0 && ranges[^1] is var last && last.Start + last.Length == sum.Start)
            {
                ranges[^1] = new SumRange(last.Start, last.Length + sum.Length);
            }
            else
            {
                ranges.Add(sum);
            }
        }

        return ranges;
    }

    /// <summary>The layout of a schedule.</summary>
    internal static ProgramLayout FromSchedule(Schedule schedule) => new(
        [.. schedule.Inputs.Select(input => new ValueLayout(input.Name, input.Shape.Length))],
        [.. schedule.Settings],
        [.. schedule.Outputs.Select(output => new ValueLayout(output.Name, output.Shape.Length))],
        [.. schedule.Totals.Select(total => new TotalLayout(total.Name, total.Place.Region, total.Place.Offset))],
        [.. schedule.Passes.Select(pass => pass.Sums.Select(sum => new SumRange(sum.Start, sum.Length)).ToArray())],
        schedule.Lengths.Parameters,
        schedule.Lengths.Accumulators,
        schedule.Lengths.Shared,
        schedule.Lengths.TileWidth)
    {
        SharedInputs = [.. schedule.SharedInputs.Select(input => new SharedInputLayout(input.Name, input.Place.Offset, input.Place.Shape.Length))],
        CommonSums = [.. schedule.CommonSums.Select(sum => new SumRange(sum.Start, sum.Length))],
    };
}

/// <summary>A value for the whole data set.</summary>
/// <param name="Name">Its name in the data set.</param>
/// <param name="Offset">Its first element in the shared region.</param>
/// <param name="Length">Number of elements.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct SharedInputLayout(string Name, int Offset, int Length);

/// <summary>A value for each example.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Width">Elements an example.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ValueLayout(string Name, int Width);

/// <summary>A number for the whole batch.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Region">Where it stands at the end: settings, shared or accumulators.</param>
/// <param name="Offset">Its index there.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TotalLayout(string Name, Region Region, int Offset);

/// <summary>A range of the accumulators.</summary>
/// <param name="Start">First element.</param>
/// <param name="Length">Number of elements.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct SumRange(int Start, int Length);
