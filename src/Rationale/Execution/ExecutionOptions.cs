using System.ComponentModel;
using System.Globalization;
using Rationale.Graph.Scheduling;

namespace Rationale.Execution;

/// <summary>How a program is spread over the machine.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ExecutionOptions
{
    /// <summary>Elements of a simple pass over memory below which one worker is faster than all.</summary>
    internal const int LengthWorthSharing = 1 << 18;

    /// <summary>
    /// Elements shared by all workers, packed weights above all, up to which each worker makes its own copy of them: that takes it less time than to wait for the first and then to read what stands in the cache of another core.
    /// </summary>
    internal const int LengthWorthRepeating = 1 << 17;

    /// <summary>Parameters from which on an update is shared by workers that are awake: each takes a root and a division, some ten microseconds in all.</summary>
    internal const int UpdateWorthSharing = 1 << 14;

    /// <summary>Operations that are worth a worker: some fifty microseconds.</summary>
    private const long OperationsWorthAWorker = 5_000_000;

    /// <summary>The same for a step that is run again and again, whose workers are still awake from the one before.</summary>
    private const long StepOperationsWorthAWorker = OperationsWorthAWorker / 2;

    /// <summary>Worker threads; zero for one a core, fewer for small batches.</summary>
    /// <value>The default is 0.</value>
    public int Workers { get; init; }

    /// <summary>The most workers where <see cref="Workers"/> is zero; zero for one a core.</summary>
    /// <value>The default is 0.</value>
    public int MaxWorkers { get; init; }

    /// <summary>Examples that go through the program together; zero to choose by the size of the intermediates.</summary>
    /// <value>The default is 0.</value>
    public int TileSize { get; init; }

    internal int WorkersOrDefault => Workers > 0 ? Workers : MaxWorkers > 0 ? MaxWorkers : Environment.ProcessorCount;

    internal int TileSizeFor(ProgramLayout layout) => TileFor(layout).Examples;

    /// <summary>The examples of a tile and why, from sizes alone: equal programs get equal tiles, so that their sums have equal bits on every machine.</summary>
    /// <param name="layout">The program's layout.</param>
    internal TileChoice TileFor(ProgramLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (TileSize > 0)
        {
            return new TileChoice(TileSize, "asked for");
        }

        // Each tile also passes over every accumulator once: with many parameters that costs more than an arena that leaves the cache.
        var width = Math.Max(1, layout.TileWidth + layout.Inputs.Sum(input => input.Width));
        var many = 3L * layout.Parameters / 2;
        var examples = (int)Math.Clamp(Math.Max(TileBounds.CacheElements, many) / width, TileBounds.MinExamples, TileBounds.MaxExamples);

        // A multiple of 16 keeps every value of the arena on a cache line.
        examples = examples < 16 ? examples : examples / 16 * 16;
        var target = many > TileBounds.CacheElements
            ? string.Create(CultureInfo.InvariantCulture, $"{many:N0} elements, so that its arena is worth a pass over {layout.Parameters:N0} accumulators")
            : string.Create(CultureInfo.InvariantCulture, $"{TileBounds.CacheElements:N0} elements, which the second-level cache holds");
        var bound = examples == TileBounds.MinExamples ? $"; never below {TileBounds.MinExamples}" : examples == TileBounds.MaxExamples ? $"; never above {TileBounds.MaxExamples}" : "";
        return new TileChoice(examples, string.Create(CultureInfo.InvariantCulture, $"an example takes {width:N0} elements and a tile {target}{bound}"));
    }

    /// <summary>How many workers a batch keeps busy. Depends on sizes alone, so equal trainings use equal numbers.</summary>
    /// <param name="layout">The program's layout.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="workers">Workers there are.</param>
    /// <param name="isStep">Whether it is one of many batches, each right behind the other.</param>
    internal static int WorkersWorthwhile(ProgramLayout layout, int examples, int workers, bool isStep)
    {
        // Each parameter is multiplied and added about three times an example in each of two products; everything else passes through the arena.
        var operations = examples * ((12L * layout.Parameters) + (20L * layout.TileWidth));
        return WorkersWorthwhile(operations, isStep ? StepOperationsWorthAWorker : OperationsWorthAWorker, workers);
    }

    /// <summary>How many workers a number of operations keeps busy.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="worthAWorker">Operations that are worth a worker.</param>
    /// <param name="workers">Workers there are.</param>
    internal static int WorkersWorthwhile(long operations, long worthAWorker, int workers) => (int)Math.Clamp(operations / worthAWorker, 1, workers);
}

/// <summary>How many examples a tile has.</summary>
/// <param name="Examples">Examples that go through the program together.</param>
/// <param name="Reason">Why, as one sentence.</param>
internal sealed record TileChoice(int Examples, string Reason);
