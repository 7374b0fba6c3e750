using Rationale.Data;
using Rationale.Execution;
using Rationale.Storage;
using Rationale.Training;

namespace Rationale.CompilerServices;

/// <content>What a checkpoint keeps, and how a training continues from one.</content>
public sealed partial class TrainingRun
{
    private const string LossSums = "lossSums";

    private Checkpoint State()
    {
        _resident?.BringOptimizer();
        var losses = _context.Averages!.State;
        var manifest = new Dictionary<string, string>();
        _model.AddManifest(manifest);
        var (epoch, step) = _context.EpochEnded ? (_context.Epoch + 1, 0) : (_context.Epoch, _context.StepInEpoch);
        return new()
        {
            Architecture = _model.Architecture,
            Parameters = _model.NamedParameters(),
            Manifest = manifest,
            OptimizerState = [.. _optimizer.Save(), NamedTensor.FromDouble(LossSums, [losses.Length], losses)],
            OptimizerStep = _optimizer.Step,
            Epoch = epoch,
            StepInEpoch = step,
            Order = _source.OrderAt(epoch, step),
            BestMetric = _context.BestMetric,
            BestEpoch = _context.BestEpoch,
            HistoryLength = _context.History.Count,
            States = _callbacks.States,
            Hyperparameters = TrainingManifest.Hyperparameters(_plan, _coefficients, _fingerprint, WorkerChoice.From(_execution), _device, _mode),
        };
    }

    /// <summary>Workers and tile of the steps: the number that is asked for, else that of the checkpoint, so that sums are added in the order in which they were added before.</summary>
    private ExecutionOptions ChooseExecution(Checkpoint? checkpoint)
    {
        var own = _plan.Options.Workers > 0 ? _model.Execution with { Workers = _plan.Options.Workers } : _model.Execution;
        if (checkpoint is null || TrainingManifest.Workers(checkpoint.Hyperparameters) is not { } saved)
        {
            return own;
        }

        if (own.Workers == 0)
        {
            return saved.ApplyTo(own);
        }

        if (WorkerChoice.From(own) is var chosen && chosen != saved)
        {
            Warn(TrainingWarnings.OtherWorkers(saved, chosen));
        }

        return own;
    }

    private Checkpoint? LastCheckpoint() => _plan.Options.Resume ? _folder?.LoadLast(_model.Architecture, _callbacks.Preparation, _cancellation) : null;

    /// <summary>Continues from a checkpoint. Everything is checked before anything is changed, on disk or in the model.</summary>
    private void Restore(Checkpoint checkpoint, string[] chosen)
    {
        var sums = checkpoint.OptimizerState.FirstOrDefault(tensor => tensor.Name == Version01.LossSums) ?? Tensor(checkpoint.OptimizerState, LossSums);
        _context.Averages!.Restore(sums, _plan.BatchSize + (_plan.Options.AlwaysInclude?.Count ?? 0));
        _source.CheckOrder(checkpoint.Order);
        TrainingManifest.RequireSame(checkpoint.Hyperparameters, _plan, _fingerprint);
        RequireEpochs(checkpoint);
        RequireBest(checkpoint);
        RestoreCallbacks(checkpoint);
        _optimizer.Restore(checkpoint.OptimizerState, checkpoint.OptimizerStep);
        var parameters = new float[_model.Flat.Length];
        foreach (var parameter in _model.Layout)
        {
            Tensor(checkpoint.Parameters, parameter.Key).CopyTo(parameters.AsSpan(parameter.Offset, parameter.Shape.Length));
        }

        _history.Resume(_context, checkpoint.HistoryLength);
        parameters.CopyTo(_model.Flat.Span);
        _context.Restore(checkpoint);
        _coefficients = chosen.Aggregate(_coefficients, (values, key) => values.With(key, TrainingManifest.Coefficient(checkpoint.Hyperparameters, key) ?? values[key]));
        foreach (var (name, saved, own) in TrainingManifest.Changes(checkpoint.Hyperparameters, _plan, _coefficients, chosen.Contains))
        {
            Warn(TrainingWarnings.Changed(name, saved, own));
        }

        if (TrainingManifest.Device(checkpoint.Hyperparameters) is { } device && device != _device)
        {
            Warn(TrainingWarnings.OtherDevice(device, _device));
        }
        else if (TrainingManifest.Mode(checkpoint.Hyperparameters) is { } mode && mode != _mode)
        {
            Warn(TrainingWarnings.OtherMode(mode, _mode));
        }

        TrainingLog.Resumed(_logger, _model.Specification.Name, checkpoint.Epoch, _context.Step);
    }

    /// <summary>The parameters of a checkpoint are never those of fewer epochs than it has had.</summary>
    private void RequireEpochs(Checkpoint checkpoint)
    {
        var begun = checkpoint.StepInEpoch > 0 ? checkpoint.Epoch : checkpoint.Epoch - 1;
        if (begun > _plan.Epochs)
        {
            throw new ArgumentException(
                $"The checkpoint has {(checkpoint.StepInEpoch > 0 ? "steps of epoch" : "ended epoch")} {begun}, but this training has Epochs {_plan.Epochs} and would be over before it goes on; set Epochs to {begun} or more, or train anew without Resume.");
        }
    }

    /// <summary>Parameters that are put back at the end must be there now: an epoch that was best before the resume has them in a file only.</summary>
    private void RequireBest(Checkpoint checkpoint)
    {
        if (_plan.Options.EarlyStopping is { RestoreBest: true } && checkpoint.BestEpoch > 0 && !File.Exists(_folder!.BestPath))
        {
            throw new DataFormatException($"{_folder.BestPath} is missing, but the checkpoint beside it says that epoch {checkpoint.BestEpoch} was best so far, whose parameters EarlyStopping.RestoreBest may have to put back; put the file back, set RestoreBest to false, or train anew without Resume.");
        }
    }

    private void RestoreCallbacks(Checkpoint checkpoint)
    {
        try
        {
            _callbacks.Restore(checkpoint.States);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new DataFormatException($"{_folder!.LastPath}: the checkpoint's state of a callback cannot be read.", exception);
        }
    }

    private NamedTensor Tensor(IReadOnlyList<NamedTensor> tensors, string name) =>
        tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new DataFormatException($"{_folder!.LastPath}: the checkpoint lacks the tensor {name}.");
}
