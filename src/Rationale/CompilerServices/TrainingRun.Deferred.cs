using Rationale.Execution;
using Rationale.Training;

namespace Rationale.CompilerServices;

/// <content>Steps that a device makes while the host goes on.</content>
public sealed partial class TrainingRun
{
    private readonly Queue<PendingBatch> _pending = new();

    /// <summary>Gives the device the step.</summary>
    /// <returns>Whether it makes it; where the training is canceled meanwhile, the step was not made, and asking for the next batch ends the training.</returns>
    private bool Defer(IDeferringExecutor<float> device)
    {
        _scheduler?.Begin(_context.Step);
        var (batch, skipped) = (_batch!, _scheduler?.Skipped ?? []);
        try
        {
            ((IDeferringExecutor<float>)Current).Enqueue(_scheduler?.BatchOf(batch) ?? batch, (ulong)_context.Step, _optimizer.Step, _optimizer.Factor, _plan.ClipNorm, _cancellation);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            _optimizer.Withdraw();
            return false;
        }

        _pending.Enqueue(new PendingBatch(batch.Examples, _context.Epoch, _context.Step + 1, skipped, _scheduler?.Layout));
        if (_pending.Count == device.MaxPending)
        {
            Settle();
        }

        return true;
    }

    /// <summary>Waits for the steps in progress and adds their losses.</summary>
    /// <exception cref="TrainingDivergedException">A loss term or the gradient of one of them is not finite; the parameters are as they were before that step.</exception>
    private void Settle()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        foreach (var made in _deferring!.Collect())
        {
            var batch = _pending.Dequeue();
            var totals = Whole(made.Totals, batch);
            _context.Averages!.Add(totals, batch.Examples, batch.Epoch, batch.Step);
            _scheduler?.Note(batch.Skipped, term => totals[IndexOf(_layout!, term)]);
            if (!made.IsFinite)
            {
                throw new TrainingDivergedException(batch.Epoch, batch.Step, "gradient of the sum of all terms", double.NaN);
            }
        }
    }

    /// <summary>The numbers of a step in the order of the whole program; zero for terms that the step was made without.</summary>
    private float[] Whole(float[] totals, PendingBatch batch) => batch.Layout is not { } layout
        ? totals
        : [.. _layout!.Totals.Select(total => batch.Skipped.Contains(total.Name) ? 0 : totals[IndexOf(layout, total.Name)])];

    private static int IndexOf(ProgramLayout layout, string total) => layout.Totals.Select(known => known.Name).ToList().IndexOf(total);

    /// <summary>A step that the device has not told of yet; the layout is null where it was the whole one.</summary>
    private readonly record struct PendingBatch(int Examples, int Epoch, long Step, IReadOnlyList<string> Skipped, ProgramLayout? Layout);
}
