using System.Diagnostics;
using System.Numerics.Tensors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Kernels;
using Rationale.Models;
using Rationale.Smoothing;
using Rationale.Storage;
using Rationale.Training.Schedules;

namespace Rationale.Training;

/// <summary>
/// One training, step by step. The loop that drives it is written into each generated model, so that a reader of the model sees what happens; this
/// class holds what the steps share. A step allocates nothing.
/// </summary>
/// <remarks>Not safe for concurrent use, and one training at a time for each model.</remarks>
public sealed partial class TrainingRun : IDisposable
{
    private readonly ModelRuntime _model;
    private readonly BatchSource _source;
    private readonly TrainingPlan _plan;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly ILogger _logger;
    private readonly OptimizerState _optimizer;
    private readonly LearningRates _rates;
    private readonly Action<int> _updatePart;
    private readonly Stopwatch _clock = new();
    private readonly List<HistoryRecord> _history = [];
    private IStepExecutor<float>? _executor;
    private IResidentExecutor<float>? _resident;
    private double _scale = 1;
    private LossAverages? _losses;
    private IBatch<float>? _batch;
    private RandomMasks? _masks;
    private string? _fingerprint;
    private double _explanationWeight;
    private long _step;
    private long _firstStep;
    private long _rows;
    private int _epoch = -1;
    private int _batchInEpoch;
    private bool _training;
    private bool _epochOpen;
    private bool _stoppedEarly;

    internal TrainingRun(ModelRuntime model, BatchSource source, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        (_model, _source, _progress, _cancellation) = (model, source, progress, cancellation);
        _plan = TrainingPlan.Of(model.Specification, options);
        _logger = options.Logger ?? NullLogger.Instance;
        _optimizer = new OptimizerState(_plan, model.TrainedLength);
        _rates = new LearningRates(_plan);
        _folder = options.CheckpointFolder is { } path ? new CheckpointFolder(path) : null;
        _updatePart = UpdatePart;
        CheckData(options);
    }

    /// <summary>Leaves the caller's thread, checks the data, chooses the weight of the constraint, and continues a checkpoint where that is asked for.</summary>
    /// <exception cref="ArgumentException">The data do not fit the model, or the checkpoint belongs to another training.</exception>
    /// <exception cref="InvalidOperationException">Another training of the model has not ended.</exception>
    public async Task StartAsync()
    {
        // Whatever follows is work, and the caller may be the thread of a user interface.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        _model.BeginTraining();
        _training = true;
        _cancellation.ThrowIfCancellationRequested();
        var sample = await _source.SampleAsync(_cancellation).ConfigureAwait(false);
        DataChecks.Labeled(_model.Specification, sample);
        _model.TakeNames(sample);
        var annotated = sample.Annotations is not null || _plan.Options.AlwaysInclude?.Annotations is not null;
        var weighted = _plan.ExplanationWeight > 0 || _plan.AutomaticRatio > 0;
        if (!annotated && weighted)
        {
            TrainingLog.NoAnnotations(_logger, _model.Specification.Name);
        }

        var constrained = annotated && weighted;
        var specification = Trained(constrained);
        var program = _model.Programs.TrainingOf(specification);
        _executor = _plan.Options.Device.Target is { } target
            ? target.Training(_model.Programs.TensorTrainingOf(specification), program.Layout, _model.Flat, Execution)
            : new Executor<float>(program, _model.Flat, Execution, _plan.BatchSize + (_plan.Options.AlwaysInclude?.Count ?? 0));
        _executor.Seed(_plan.Options.Seed);
        _losses = new LossAverages(program.Layout);
        _source.Prepare(program.Layout, _plan);
        _rates.CheckLength(_source.BatchesPerEpoch);
        _masks = _model.Specification.Smoothing is { Training: not MaskedTraining.None } ? new RandomMasks(_model.Specification, program.Layout, _plan.Options.Seed) : null;
        _model.Learning.CheckLast(_model.Specification.Name, _source.RowsPerEpoch, _plan);
        _fingerprint = _source.Fingerprint();
        _explanationWeight = constrained ? _plan.ExplanationWeight : 0;
        if (LastCheckpoint() is { } checkpoint)
        {
            Restore(checkpoint, chosenWeight: constrained && _plan.AutomaticRatio > 0);
        }
        else if (constrained && _plan.AutomaticRatio > 0)
        {
            _explanationWeight = Constraints.AutomaticWeight.Choose(_model, sample, _plan);
            TrainingLog.WeightChosen(_logger, _explanationWeight);
        }

        _model.Settings(_executor, _explanationWeight, _plan.RobustnessWeight);
        KeepElsewhere();
        var rows = _source.RowsPerEpoch < 0 ? "streamed" : _source.RowsPerEpoch.ToString(System.Globalization.CultureInfo.InvariantCulture);
        TrainingLog.Started(_logger, _model.Specification.Name, rows, _plan.Epochs, _plan.BatchSize, _executor.Workers, _executor.TileRows);
        _clock.Start();
    }

    /// <summary>Leaves parameters and optimizer to the executor, where its memory is not ours.</summary>
    private void KeepElsewhere()
    {
        if (_executor is IResidentExecutor<float> { OnDevice: true } resident)
        {
            _optimizer.Attach(resident, _model.TrainedLength, _model.Learning.Buffers);
            _model.SetOwner(_resident = resident);
        }
    }

    /// <summary>The model without the penalties whose weight is zero.</summary>
    private ModelSpecification Trained(bool constrained)
    {
        var model = constrained ? _model.Specification : _model.Specification with { Constraint = null };
        return model.SelfExplaining is { } settings && _plan.RobustnessWeight == 0 ? model with { SelfExplaining = settings with { RobustnessWeight = 0 } } : model;
    }

    /// <summary>Workers and tile of the steps.</summary>
    private ExecutionOptions Execution => _plan.Options.Workers > 0 ? _model.Execution with { Workers = _plan.Options.Workers } : _model.Execution;

    /// <summary>Enters the next epoch.</summary>
    /// <returns>Whether there is one: epochs are left, and validation still gets better.</returns>
    public bool NextEpoch()
    {
        if (_stoppedEarly || _epoch + 1 >= _plan.Epochs)
        {
            return false;
        }

        _epoch++;
        _epochOpen = false;
        return true;
    }

    /// <summary>Points at the rows of the next step.</summary>
    /// <returns>Whether the epoch has one.</returns>
    /// <exception cref="OperationCanceledException">The training was canceled; a checkpoint of the steps made has been saved where a folder is set.</exception>
    public async ValueTask<bool> NextBatchAsync()
    {
        try
        {
            _cancellation.ThrowIfCancellationRequested();
            if (!_epochOpen)
            {
                await OpenEpochAsync().ConfigureAwait(false);
            }

            var rows = await _source.NextAsync().ConfigureAwait(false);
            _batch = rows is null ? null : _masks?.Over(rows, _step) ?? rows;
            return _batch is not null;
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // A stream may notice the cancellation first. Without a step there is nothing that an older checkpoint should make room for.
            if (_step != _firstStep)
            {
                SaveLast(_epoch, _batchInEpoch);
            }

            throw;
        }
    }

    /// <summary>Forward pass, loss, inner gradient, penalty and outer gradient of the batch, on every worker.</summary>
    /// <exception cref="TrainingDivergedException">A loss term or the gradient is not finite; the parameters are as they were before the step.</exception>
    public void ComputeGradients()
    {
        _model.Learning.Check(_model.Specification.Name, _batch!.Rows);
        _executor!.Run(_batch, (ulong)_step);
        _losses!.Add(_executor, _epoch + 1, _step + 1);

        // A loss can be finite where its derivative is not, and the update would then spoil the parameters.
        if (!(_resident?.GradientsAreFinite ?? TensorPrimitives.IsFiniteAll<float>(_executor.Gradients)))
        {
            throw new TrainingDivergedException(_epoch + 1, _step + 1, "gradient of the sum of all terms", double.NaN);
        }
    }

    /// <summary>Scales the gradient down to the largest norm allowed, where one is set.</summary>
    public void ClipGradients()
    {
        if (_plan.ClipNorm == 0)
        {
            return;
        }

        var norm = MathF.Sqrt(_resident?.SumOfSquares ?? Optimizers.SumOfSquares<float>(_executor!.Gradients[.._model.TrainedLength]));
        if (!float.IsFinite(norm))
        {
            throw new TrainingDivergedException(_epoch + 1, _step + 1, "gradient norm", norm);
        }

        _scale = norm > _plan.ClipNorm ? _plan.ClipNorm / norm : 1;
        if (_resident is null && _scale != 1)
        {
            Optimizers.Scale(_executor!.Gradients[.._model.TrainedLength], (float)_scale);
        }
    }

    /// <summary>Moves the parameters along the gradient, and reports progress a few times a second.</summary>
    public void UpdateParameters()
    {
        _optimizer.Begin(_rates.FactorAt(_step, _epoch + 1));
        if (_resident is not null)
        {
            _model.RequireUndisposed();
            _resident.Update(_optimizer.Step, _scale, _optimizer.Factor);
        }
        else
        {
            UpdateOnHost();
        }

        _step++;
        _batchInEpoch++;
        _rows += _batch!.Rows;
        ReportNowAndThen();
    }

    /// <summary>Validates, writes history and checkpoints, and decides whether to go on.</summary>
    public void EndEpoch()
    {
        if (_batchInEpoch == 0)
        {
            throw new ArgumentException($"Epoch {_epoch + 1} had no batch: the stream gave no rows, or fewer than a batch of {_plan.BatchSize} while DropLast is set.");
        }

        _rates.CheckLength(_source.BatchesPerEpoch);
        var metrics = Validate();
        Record(metrics);
        _rates.Observe(metrics);
        _batchInEpoch = 0;
        SaveLast(_epoch + 1, 0);
        _stoppedEarly = IsOver(_epoch);
        if (_stoppedEarly)
        {
            TrainingLog.StoppedEarly(_logger, _epoch + 1, _bestEpoch + 1);
        }

        Report(metrics, 1, epochEnded: true);
    }

    /// <summary>Puts back the best parameters where that is asked for, and sums up.</summary>
    public TrainingResult Complete()
    {
        if (_plan.Options.EarlyStopping is { RestoreBest: true })
        {
            RestoreBest();
        }

        _model.LastTraining = TrainingManifest.Of(_plan, _explanationWeight, _fingerprint, _step, _history);
        return new TrainingResult
        {
            History = _history,
            Steps = _step,
            Elapsed = _clock.Elapsed,
            ExplanationWeight = _explanationWeight,
            BestEpoch = _bestEpoch + 1,
            StoppedEarly = _stoppedEarly,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.SetOwner(null);
        _executor?.Dispose();
        _source.Dispose();
        _optimizer.Dispose();
        _writer?.Dispose();
        if (_training)
        {
            _training = false;
            _model.EndTraining();
        }
    }

    private async ValueTask OpenEpochAsync()
    {
        _epochOpen = true;
        if (_batchInEpoch == 0)
        {
            _losses!.Clear();
        }

        await _source.StartEpochAsync(_epoch, _batchInEpoch, _cancellation).ConfigureAwait(false);
    }

    private bool IsOver(int epoch) => _plan.Options.EarlyStopping is { } early && epoch - _bestEpoch >= early.Patience;

    private void CheckData(TrainingOptions options)
    {
        foreach (var data in new[] { options.Validation, options.AlwaysInclude })
        {
            if (data is not null)
            {
                DataChecks.Labeled(_model.Specification, data);
            }
        }
    }

    private void UpdateOnHost()
    {
        var trained = _model.TrainedLength;
        if (trained < ExecutionOptions.LengthWorthSharing)
        {
            _optimizer.UpdateRange(_model.Flat.Span, _executor!.Gradients, 0, trained);
        }
        else
        {
            _executor!.RunOnWorkers(_updatePart);
        }

        _model.Learning.Update(_model.Flat.Span, _executor!.Gradients);
    }

    private void UpdatePart(int worker)
    {
        // Parts begin on cache lines, so that no two workers write to the same one.
        var length = _model.TrainedLength;
        var from = (int)((long)length * worker / _executor!.Workers) & ~15;
        var to = worker + 1 == _executor.Workers ? length : (int)((long)length * (worker + 1) / _executor.Workers) & ~15;
        _optimizer.UpdateRange(_model.Flat.Span, _executor.Gradients, from, to - from);
    }
}
