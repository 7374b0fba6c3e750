using System.Diagnostics;
using Rationale.Execution;
using Rationale.Graph.Objectives;
using Rationale.Training;

namespace Rationale.CompilerServices;

/// <content>What ends an epoch, and the training.</content>
public sealed partial class TrainingRun
{
    /// <summary>Validates and tells the callbacks, which write history and checkpoints and decide whether to go on.</summary>
    public async ValueTask EndEpochAsync()
    {
        if (_interrupted)
        {
            return;
        }

        var (blocks, largest) = _source.Blocks;
        if (_context.StepInEpoch == 0)
        {
            throw new ArgumentException(blocks > 1
                ? $"Epoch {_context.Epoch} had no batch: the {blocks} blocks of the stream have at most {largest} examples each, fewer than a batch of {_plan.BatchSize}, and DropLast leaves smaller batches out; give the stream larger blocks with Rebatch({_plan.BatchSize}), or leave DropLast away."
                : $"Epoch {_context.Epoch} had no batch: the stream gave no examples, or fewer than a batch of {_plan.BatchSize} while DropLast is set.");
        }

        if (blocks > 1 && largest < _plan.BatchSize && _context.Warnings.All(warning => warning.Kind != TrainingWarningKind.SmallBlocks))
        {
            Warn(TrainingWarnings.SmallBlocks(largest, _plan.BatchSize));
        }

        _context.BatchesPerEpoch = _source.BatchesPerEpoch;
        _rates.CheckLength(_source.BatchesPerEpoch);
        if (_plan.Options.Validation is { } validation)
        {
            _context.Metrics = await ValidateAsync(validation).ConfigureAwait(false);
        }

        if (_scheduler is not null)
        {
            Settle();
            _context.Metrics = _context.Metrics.Concat(_scheduler.TakeErrors()).ToDictionary(metric => metric.Key, metric => metric.Value);
        }

        if (_context.Epoch == _plan.Epochs)
        {
            CheckConvergence(_context.Losses);
        }

        _context.EndEpoch();
        BringToViews(_plan.Options.Callbacks.Count > 0);
        await _callbacks.EpochEndAsync().ConfigureAwait(false);
    }

    /// <summary>Optimizers that divide by the size of the gradient, such as Adam, diverge without ever leaving the finite numbers.</summary>
    private void CheckConvergence(IReadOnlyDictionary<string, double> losses)
    {
        const double Ratio = 10;
        var first = _context.Averages!.FirstTaskLoss;
        if (losses.TryGetValue(TaskLoss.Key, out var last) && first > 0 && last > Ratio * first && last > 1 && _context.Warnings.All(warning => warning.Kind != TrainingWarningKind.Diverging))
        {
            Warn(TrainingWarnings.Diverging(first, last, _plan.LearningRate));
        }
    }

    /// <summary>Measures the model as it is trained. Where it is canceled, the steps of the epoch are kept, and a resumed training begins with the validation.</summary>
    private async ValueTask<IReadOnlyDictionary<string, double>> ValidateAsync(Data.Dataset validation)
    {
        try
        {
            return _model.Evaluate(_plan.Model, validation, _coefficients, _plan.BatchSize, _weighting, _train, _execution, _plan.MeasuringDevice, _callbacks.Validation, _cancellation).Select(_plan.Metrics);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            await SaveInterruptedAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Puts back the best parameters where that is asked for, and sums up.</summary>
    public async ValueTask<TrainingResult> CompleteAsync()
    {
        if (_context.History.Count > 0)
        {
            CheckConvergence(_context.History[^1].Losses);
            if (_plan.Options.EarlyStopping is { } early && _context.BestEpoch == 0)
            {
                Warn(TrainingWarnings.NoBestEpoch(early.Metric, _context.Epoch));
            }
        }

        await _callbacks.TrainingEndAsync().ConfigureAwait(false);
        _activity?.SetStatus(ActivityStatusCode.Ok);
        _model.LastTraining = TrainingManifest.Write(_plan, _coefficients, _fingerprint, WorkerChoice.From(_execution), _device, _context.Step, _context.History);
        return new TrainingResult
        {
            History = _context.History,
            Steps = _context.Step,
            Elapsed = _context.Elapsed,
            ExplanationWeight = _coefficients[ExplanationPenalty.Key],
            Coefficients = _coefficients.All.ToDictionary(),
            BestEpoch = _context.BestEpoch,
            StoppedEarly = _context.IsStopping,
            Device = _device,
            Warnings = _context.Warnings,
        };
    }
}
