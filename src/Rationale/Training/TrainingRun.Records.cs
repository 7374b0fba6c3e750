using System.Globalization;
using Rationale.Data;
using Rationale.Storage;

namespace Rationale.Training;

/// <content>Progress, validation, history and checkpoints.</content>
public sealed partial class TrainingRun
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);
    private static readonly Dictionary<string, double> NoMetrics = [];

    private readonly CheckpointFolder? _folder;
    private HistoryWriter? _writer;
    private float[]? _best;
    private double _bestMetric = double.NaN;
    private int _bestEpoch = -1;
    private TimeSpan _lastReport;
    private double _secondsBefore;

    private void ReportNowAndThen()
    {
        if (_progress is not null && _clock.Elapsed - _lastReport >= ReportInterval)
        {
            var batches = _source.BatchesPerEpoch;
            Report(NoMetrics, batches < 0 ? double.NaN : Math.Min(1, (double)_batchInEpoch / batches), epochEnded: false);
        }
    }

    private void Report(IReadOnlyDictionary<string, double> metrics, double fraction, bool epochEnded)
    {
        _lastReport = _clock.Elapsed;
        var batches = _source.BatchesPerEpoch;
        var left = ((long)_plan.Epochs * batches) - _step;
        _progress?.Report(new TrainingProgress
        {
            Epoch = _epoch + 1,
            Epochs = _plan.Epochs,
            Step = _step,
            EpochFraction = fraction,
            EpochEnded = epochEnded,
            Losses = _losses!.Means(),
            Metrics = metrics,
            Elapsed = _clock.Elapsed,
            Remaining = batches < 0 || _step == _firstStep ? null : _clock.Elapsed / (_step - _firstStep) * Math.Max(0, left),
            RowsPerSecond = _rows / Math.Max(1e-9, _clock.Elapsed.TotalSeconds),
        });
    }

    private IReadOnlyDictionary<string, double> Validate()
    {
        if (_plan.Options.Validation is not { } validation)
        {
            return NoMetrics;
        }

        var metrics = _model.Evaluate(validation, _explanationWeight, _plan.RobustnessWeight).Select(_plan.Metrics);
        var early = _plan.Options.EarlyStopping ?? new EarlyStopping();
        var value = metrics[early.Metric];
        if (early.IsBetter(value, _bestMetric))
        {
            (_bestMetric, _bestEpoch) = (value, _epoch);
            _best = _model.Flat.Span.ToArray();
            _folder?.SaveBest(State(_epoch + 1, 0));
        }

        return metrics;
    }

    private void Record(IReadOnlyDictionary<string, double> metrics)
    {
        var record = new HistoryRecord { Epoch = _epoch, Step = _step, Seconds = _secondsBefore + _clock.Elapsed.TotalSeconds, Losses = _losses!.Means(), Metrics = metrics };
        _history.Add(record);
        if (_folder is not null)
        {
            _writer ??= HistoryWriter.Create(_folder.HistoryPath);
            _writer.Append(record);
        }

        var figures = record.Losses.Concat(metrics.Select(metric => KeyValuePair.Create($"validation {metric.Key}", metric.Value)));
        TrainingLog.EpochEnded(_logger, _epoch + 1, string.Join(", ", figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key} {figure.Value:G6}"))));
    }

    private void SaveLast(int epoch, int batchInEpoch) => _folder?.SaveLast(State(epoch, batchInEpoch));

    private Checkpoint State(int epoch, int batchInEpoch)
    {
        _resident?.BringOptimizer();
        return new()
        {
            Architecture = _model.Architecture,
            Parameters = _model.NamedParameters(),
            OptimizerState = [.. _optimizer.Save(), NamedTensor.FromDouble("losses", [_losses!.State.Length], _losses.State)],
            OptimizerStep = _optimizer.Step,
            Epoch = epoch,
            StepInEpoch = batchInEpoch,
            Order = _source.OrderAt(epoch, batchInEpoch),
            BestMetric = _bestMetric,
            BestEpoch = _bestEpoch,
            HistoryLength = _history.Count,
            States = _rates.Save(),
            Hyperparameters = TrainingManifest.Hyperparameters(_plan, _explanationWeight, _fingerprint),
        };
    }

    private Checkpoint? LastCheckpoint() => _plan.Options.Resume ? _folder?.LoadLast(_model.Architecture) : null;

    /// <summary>Continues from a checkpoint. Everything is checked before anything is changed, on disk or in the model.</summary>
    private void Restore(Checkpoint checkpoint, bool chosenWeight)
    {
        _losses!.Restore(Tensor(checkpoint.OptimizerState, "losses"));
        _source.CheckOrder(checkpoint.Order);
        TrainingManifest.RequireSame(checkpoint.Hyperparameters, _plan, _fingerprint);
        _rates.Restore(checkpoint, _folder!.LastPath);
        _optimizer.Restore(checkpoint.OptimizerState, checkpoint.OptimizerStep);
        var parameters = new float[_model.Flat.Length];
        foreach (var parameter in _model.Layout)
        {
            Tensor(checkpoint.Parameters, parameter.Key).CopyTo(parameters.AsSpan(parameter.Offset, parameter.Shape.Length));
        }

        _writer = HistoryWriter.Resume(_folder!.HistoryPath, checkpoint.HistoryLength);
        _history.AddRange(History.Read(_folder.HistoryPath));
        _secondsBefore = _history.Count == 0 ? 0 : _history[^1].Seconds;
        parameters.CopyTo(_model.Flat.Span);
        (_bestMetric, _bestEpoch) = (checkpoint.BestMetric, checkpoint.BestEpoch);
        (_epoch, _batchInEpoch) = (checkpoint.Epoch - 1, checkpoint.StepInEpoch);
        _step = _firstStep = checkpoint.OptimizerStep;
        _stoppedEarly = _batchInEpoch == 0 && IsOver(_epoch);
        if (chosenWeight)
        {
            _explanationWeight = TrainingManifest.ExplanationWeight(checkpoint.Hyperparameters) ?? _explanationWeight;
        }

        TrainingLog.Resumed(_logger, _model.Specification.Name, checkpoint.Epoch + 1, _step);
    }

    private NamedTensor Tensor(IReadOnlyList<NamedTensor> tensors, string name) =>
        tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new DataFormatException($"{_folder!.LastPath}: the checkpoint lacks the tensor {name}.");

    private void RestoreBest()
    {
        if (_best is not null)
        {
            _best.CopyTo(_model.Flat.Span);
        }
        else if (_bestEpoch >= 0 && _folder is not null)
        {
            _model.Load(_folder.BestPath);
        }
    }
}
