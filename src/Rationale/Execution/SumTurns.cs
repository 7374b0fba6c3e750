namespace Rationale.Execution;

/// <summary>
/// Whose turn it is to add to the sums that stand once for all workers. Each such sum, a matrix, is as many blocks of rows as there are workers. With its first product a worker
/// goes from the block of its own number upward, counted around, with its second one back again, and so on: it begins where it has been last, whose elements its core still holds. No two workers are at one
/// block at a time, and the additions to a block have an order that depends on the number of workers alone.
/// </summary>
/// <remarks>
/// A worker waits until its block has had all additions before its own. The last of them is what a neighbor did in the turn before, or an earlier product of the program: waiting goes back in the
/// program only, so that it ends as long as all workers run the same program for equally many tiles.
/// </remarks>
/// <param name="sums">The sums.</param>
/// <param name="workers">The most workers.</param>
internal sealed class SumTurns(IReadOnlyList<SumRange> sums, int workers)
{
    /// <summary>Distance of two counts: each has a cache line to itself.</summary>
    private const int Stride = 64 / sizeof(int);

    private readonly int[] _additions = new int[sums.Count * workers * Stride];
    private volatile bool _isAbandoned;

    /// <summary>Workers that take turns.</summary>
    public int Workers { get; private set; } = 1;

    /// <summary>Begins anew; before the workers do.</summary>
    /// <param name="active">Workers that take turns.</param>
    public void Begin(int active)
    {
        Array.Clear(_additions);
        (Workers, _isAbandoned) = (active, false);
    }

    /// <summary>Lets nobody wait any more: a worker has stopped, and what was added up is lost.</summary>
    public void Abandon() => _isAbandoned = true;

    /// <summary>Index of the sum that begins at an offset.</summary>
    public int Find(int offset)
    {
        for (var i = 0; i < sums.Count; i++)
        {
            if (sums[i].Start == offset)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"No sum that all workers share begins at {offset}.");
    }

    /// <summary>The block at which a worker is.</summary>
    /// <param name="worker">Its index.</param>
    /// <param name="products">Products that it has added to the sum before this one.</param>
    /// <param name="turn">Its turn within the product.</param>
    public int BlockOf(int worker, int products, int turn) => (worker + (products % 2 == 0 ? turn : Workers - 1 - turn)) % Workers;

    /// <summary>Waits until a block has had a number of additions.</summary>
    /// <returns>False where a worker has stopped.</returns>
    public bool Await(int sum, int block, int additions)
    {
        ref var made = ref Additions(sum, block);
        for (var spin = 0; Volatile.Read(ref made) != additions; spin++)
        {
            if (_isAbandoned)
            {
                return false;
            }

            WorkerTeam.Spin(spin);
        }

        return true;
    }

    /// <summary>Says that an addition to a block is made.</summary>
    public void Leave(int sum, int block)
    {
        ref var made = ref Additions(sum, block);
        Volatile.Write(ref made, made + 1);
    }

    private ref int Additions(int sum, int block) => ref _additions[((sum * workers) + block) * Stride];
}
