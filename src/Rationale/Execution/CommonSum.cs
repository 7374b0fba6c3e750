using System.ComponentModel;
using System.Numerics;

namespace Rationale.Execution;

/// <summary>A sum over the batch that stands once for all workers, a matrix, as one worker sees it.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
/// <remarks>Thread safety: for the thread of one worker; those of the others add to the same elements in turn.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct CommonSum<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SumTurns _turns;
    private readonly ref int _products;
    private readonly int _sum;
    private readonly int _worker;

    internal CommonSum(Span<T> elements, SumTurns turns, int sum, int worker, ref int products)
    {
        Elements = elements;
        (_turns, _sum, _worker) = (turns, sum, worker);
        _products = ref products;
    }

    /// <summary>All elements; a worker may look at those of its block only.</summary>
    internal Span<T> Elements { get; }

    /// <summary>The turns of a product, none of them begun.</summary>
    /// <param name="rows">Rows of the matrix.</param>
    internal BlockTurns Begin(int rows) => new(_turns, _sum, _worker, _products++, rows);
}

/// <summary>The blocks of a common sum in the order in which a worker adds a product to them.</summary>
internal struct BlockTurns
{
    /// <summary>Rows of a block are a multiple of this where there are many: kernels take so many at a time.</summary>
    private const int RowsTogether = 8;

    private readonly SumTurns _turns;
    private readonly int _sum;
    private readonly int _worker;
    private readonly int _products;
    private readonly int _rows;
    private int _turn = -1;

    internal BlockTurns(SumTurns turns, int sum, int worker, int products, int rows) =>
        (_turns, _sum, _worker, _products, _rows) = (turns, sum, worker, products, rows);

    /// <summary>First row of the block.</summary>
    public readonly int From => Edge(Block);

    /// <summary>Rows of the block.</summary>
    public readonly int Rows => Edge(Block + 1) - From;

    /// <summary>Whether there is something to add to; otherwise the block holds nothing yet.</summary>
    public readonly bool HasTerms => Before > 0;

    /// <summary>Additions to the block before this turn.</summary>
    private readonly int Before => (_products * _turns.Workers) + _turn;

    private readonly int Block => _turns.BlockOf(_worker, _products, _turn);

    /// <summary>Leaves a block and waits for the next one.</summary>
    /// <returns>Whether there is one; false also where another worker has stopped.</returns>
    public bool Next()
    {
        if (_turn >= 0)
        {
            _turns.Leave(_sum, Block);
        }

        return ++_turn < _turns.Workers && _turns.Await(_sum, Block, Before);
    }

    private readonly int Edge(int block)
    {
        var edge = (int)((long)_rows * block / _turns.Workers);
        return block == _turns.Workers || _rows < 2 * RowsTogether * _turns.Workers ? edge : edge / RowsTogether * RowsTogether;
    }
}
