using Rationale.Kernels;

namespace Rationale.Execution;

/// <content>A worker's tiles, and the sums of all workers.</content>
internal sealed partial class Executor<T>
{
    private void RunTiles(int index)
    {
        try
        {
            AddTiles(index);
        }
        catch
        {
            _turns.Abandon();
            throw;
        }
    }

    private void AddTiles(int index)
    {
        var batch = _batch!;
        var start = (int)((long)batch.Examples * index / _active);
        var end = (int)((long)batch.Examples * (index + 1) / _active);
        var worker = _workers[index]!;
        if (_active > 1 && _ownPrologues)
        {
            _program.Prologue(worker.Frame);
        }

        foreach (var range in _sums[_pass])
        {
            worker.Frame.Sum(range.Start, range.Length).Clear();
        }

        // Tiles of nearly equal size, rather than full ones and a small rest. Workers that take turns have equally many.
        var share = TakesTurns ? (batch.Examples + _active - 1) / _active : end - start;
        var tiles = (share + TileSize - 1) / TileSize;
        for (var tile = 0; tile < tiles; tile++)
        {
            if (_cancellation.IsCancellationRequested)
            {
                _turns.Abandon();
                return;
            }

            var from = start + (int)((long)(end - start) * tile / tiles);
            var to = start + (int)((long)(end - start) * (tile + 1) / tiles);
            worker.Load(batch, _outputs.Span, from, to - from);
            _program.Tile(_pass, worker.Frame);
            if (index == 0 && _progress is not null)
            {
                Report(_pass + ((tile + 1.0) / tiles));
            }
        }
    }

    /// <summary>Workers have equal shares of the examples, so that the caller's own tells how far all of them are.</summary>
    private void Report(double passes)
    {
        var percent = (int)(100 * passes / _layout.Passes.Count);
        if (percent > _percent && percent < 100)
        {
            _percent = percent;
            _progress!.Report(percent / 100.0);
        }
    }

    private void AddAllSums()
    {
        // Short sums are added faster than the other workers can be woken.
        if (SumLength() < ExecutionOptions.LengthWorthSharing)
        {
            AddSums(0, 1);
        }
        else
        {
            WorkerPool.Run(_workers.Length, _addSums, areIndependent: true);
        }

        // Examples of a later pass may read the sums of this one, on any worker.
        if (_pass + 1 < _layout.Passes.Count)
        {
            foreach (var range in _sums[_pass])
            {
                for (var i = 1; i < _active; i++)
                {
                    _first.Frame.Sum(range.Start, range.Length).CopyTo(_workers[i]!.Frame.Sum(range.Start, range.Length));
                }
            }
        }
    }

    private void AddSums(int index) => AddSums(index, _workers.Length);

    /// <summary>Adds one part of every range, worker after worker: the order does not depend on who adds.</summary>
    private void AddSums(int part, int parts)
    {
        foreach (var range in _sums[_pass])
        {
            var from = (int)((long)range.Length * part / parts);
            var to = (int)((long)range.Length * (part + 1) / parts);
            for (var i = 1; i < _active; i++)
            {
                AccumulationKernels.Sum(
                    _first.Frame.Sum(range.Start, range.Length)[from..to],
                    _workers[i]!.Frame.Sum(range.Start, range.Length)[from..to]);
            }
        }
    }

    private int SumLength()
    {
        var length = 0;
        foreach (var range in _sums[_pass])
        {
            length += range.Length;
        }

        return length;
    }
}
