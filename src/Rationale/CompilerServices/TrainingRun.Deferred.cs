using Rationale.Execution;
using Rationale.Training;

namespace Rationale.CompilerServices;

/// <content>Steps that a device makes while the host goes on.</content>
public sealed partial class TrainingRun
{
    private readonly Queue<(int Examples, int Epoch, long Step)> _pending = new();

    private void Defer(IDeferringExecutor<float> device)
    {
        device.Enqueue(_batch!, (ulong)_context.Step, _optimizer.Step, _optimizer.Factor, _plan.ClipNorm);
        _pending.Enqueue((_batch!.Examples, _context.Epoch, _context.Step + 1));
        if (_pending.Count == device.MaxPending)
        {
            Settle();
        }
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
            var (examples, epoch, step) = _pending.Dequeue();
            _context.Averages!.Add(made.Totals, examples, epoch, step);
            if (!made.IsFinite)
            {
                throw new TrainingDivergedException(epoch, step, "gradient of the sum of all terms", double.NaN);
            }
        }
    }
}
