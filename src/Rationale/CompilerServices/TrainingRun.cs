using System.ComponentModel;
using System.Diagnostics;
using System.Numerics.Tensors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rationale.Execution;
using Rationale.Kernels;
using Rationale.Objectives;
using Rationale.Smoothing;
using Rationale.Storage;
using Rationale.Training.Callbacks;
using Rationale.Training.Schedules;
using Rationale.Training;

namespace Rationale.CompilerServices;

/// <summary>
/// One training, step by step. The loop that drives it is written into each generated model, so that a reader of the model sees what happens; this
/// class holds what the steps share. A step allocates nothing.
/// </summary>
/// <remarks>Not safe for concurrent use, and one training at a time for each model.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class TrainingRun : IDisposable
{
    private Activity? _activity;
    private readonly ModelRuntime _model;
    private readonly BatchSource _source;
    private readonly TrainingPlan _plan;
    private readonly CancellationToken _cancellation;
    private readonly ILogger _logger;
    private readonly CheckpointFolder? _folder;
    private FolderLock? _folderLock;
    private readonly TrainingContext _context;
    private readonly HistoryCallback _history;
    private readonly CallbackList _callbacks;
    private readonly OptimizerState _optimizer;
    private readonly LearningRates _rates;
    private readonly Action<int> _updatePart;
    private IStepExecutor<float>? _executor;
    private IResidentExecutor<float>? _resident;
    private IDeferringExecutor<float>? _deferring;
    private readonly IReadOnlyList<(int Start, int Length)> _frozen;
    private int _updateParts;
    private double _scale = 1;
    private double _rateFactor = 1;
    private IBatch<float>? _batch;
    private RandomMasks? _masks;
    private DrawnInputs? _draws;
    private TermScheduler? _scheduler;
    private ProgramLayout? _layout;
    private IReadOnlyList<string> _leftOut = [];
    private Data.Dataset? _train;
    private string? _fingerprint;
    private ExampleWeighting? _weighting;
    private CoefficientValues _coefficients;
    private ExecutionOptions _execution;
    private readonly bool _followsSteps;
    private string _device = "";
    private string? _mode;
    private bool _training;
    private bool _epochOpen;
    private bool _interrupted;
    private bool _replacesRun;

    internal TrainingRun(ModelRuntime model, BatchSource source, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        (_model, _source, _cancellation) = (model, source, cancellation);
        _plan = TrainingPlan.Create(model.Specification, options);
        (_coefficients, _execution) = (_plan.Coefficients, model.Execution);
        _logger = options.Logger ?? NullLogger.Instance;
        _frozen = model.Frozen;
        _optimizer = new OptimizerState(_plan, model.TrainedLength, _frozen);
        _folder = options.CheckpointFolder is { } path ? new CheckpointFolder(path) : null;
        _context = new TrainingContext(model.Specification.Name, _plan, cancellation);
        _history = new HistoryCallback(_folder?.HistoryPath, SetAside);
        var plateau = _plan.Schedule is ReduceOnPlateauSchedule schedule ? new PlateauCallback(schedule) : null;
        _rates = new LearningRates(_plan, plateau);
        _callbacks = Callbacks(plateau, progress);
        _updatePart = UpdatePart;
        _followsSteps = model.HasViews && options.Callbacks.Any(FollowsSteps);
        CheckData(options);
        if (_frozen.Sum(range => range.Length) == model.TrainedLength)
        {
            throw new InvalidOperationException($"'{model.Specification.Name}' has no parameter to train: all of them are frozen; set requires_grad of those that should move.");
        }

        model.TrainingCheck?.Invoke(options.Device);
    }

    /// <summary>What runs the step in progress.</summary>
    private IStepExecutor<float> Current => _scheduler?.Current ?? _executor!;

    /// <summary>Examples of a whole batch.</summary>
    private int BatchExamples => _plan.BatchSize + (_plan.Options.AlwaysInclude?.Count ?? 0);

    /// <summary>Enters the next epoch.</summary>
    /// <returns>Whether there is one: epochs are left, and no callback has stopped the training.</returns>
    public bool NextEpoch()
    {
        if (_context.IsStopping || _context.Epoch >= _plan.Epochs)
        {
            return false;
        }

        _context.BeginEpoch();
        _epochOpen = false;
        return true;
    }

    /// <summary>Points at the examples of the next step.</summary>
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
            rows = rows is null ? null : _masks?.Over(rows, _context.Step) ?? rows;
            _batch = rows is null ? null : _draws?.Over(rows, _context.Step) ?? rows;
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // A stream may notice the cancellation first.
            await SaveInterruptedAsync().ConfigureAwait(false);
            throw;
        }

        if (_batch is null)
        {
            return false;
        }

        if (_context.IsStopping)
        {
            _interrupted = true;
            await SaveInterruptedAsync().ConfigureAwait(false);
            return false;
        }

        _rateFactor = _rates.FactorAt(_context.Step, _context.Epoch);
        _context.LearningRate = _plan.LearningRate * _rateFactor;
        BringToViews(_followsSteps);
        _callbacks.StepBegin();
        _resident?.UploadWritten();
        return true;
    }

    /// <summary>Forward pass, loss, inner gradient, penalty and outer gradient of the batch, on every worker.</summary>
    /// <exception cref="TrainingDivergedException">A loss term or the gradient is not finite; the parameters are as they were before the step.</exception>
    public void ComputeGradients()
    {
        _model.Learning.Check(_model.Specification.Name, _batch!.Examples);
        if (_deferring is not null)
        {
            // The device makes the step as a whole when the update is asked for.
            return;
        }

        if (_scheduler?.Begin(_context.Step) == true)
        {
            // Parameters of a term stay where they are in the steps without it.
            _optimizer.Divide(_model.Groups, [.. _leftOut, .. _scheduler.Skipped]);
        }

        Current.Run(_scheduler?.BatchOf(_batch) ?? _batch, (ulong)_context.Step);
        _context.Averages!.Add(Current, _batch.Examples, _context.Epoch, _context.Step + 1, _scheduler?.Skipped);
        _scheduler?.Note(_scheduler.Skipped, term => Current.Total(term));

        // A loss can be finite where its derivative is not, and the update would then spoil the parameters.
        if (!(_resident?.GradientsAreFinite ?? TensorPrimitives.IsFiniteAll<float>(Current.Gradients)))
        {
            throw new TrainingDivergedException(_context.Epoch, _context.Step + 1, "gradient of the sum of all terms", double.NaN);
        }
    }

    /// <summary>Scales the gradient down to the largest norm allowed, where one is set.</summary>
    public void ClipGradients()
    {
        if (_plan.ClipNorm == 0 || _deferring is not null)
        {
            return;
        }

        if (_resident is null)
        {
            foreach (var (start, length) in _frozen)
            {
                // What does not move has no part in the norm either.
                Current.Gradients.Slice(start, length).Clear();
            }
        }

        var norm = MathF.Sqrt(_resident?.SumOfSquares ?? OptimizerKernels.SumOfSquares<float>(Current.Gradients[.._model.TrainedLength]));
        if (!float.IsFinite(norm))
        {
            throw new TrainingDivergedException(_context.Epoch, _context.Step + 1, "gradient norm", norm);
        }

        _scale = norm > _plan.ClipNorm ? _plan.ClipNorm / norm : 1;
        if (_resident is null && _scale != 1)
        {
            OptimizerKernels.Scale(Current.Gradients[.._model.TrainedLength], (float)_scale);
        }
    }

    /// <summary>Moves the parameters along the gradient, and tells the callbacks that the step is made.</summary>
    public void UpdateParameters()
    {
        _optimizer.Begin(_rateFactor);
        if (_deferring is not null)
        {
            _model.RequireUndisposed();
            if (!Defer(_deferring))
            {
                return;
            }
        }
        else if (_resident is not null)
        {
            _model.RequireUndisposed();
            _resident.Update(_optimizer.Step, _scale, _optimizer.Factor);
        }
        else
        {
            UpdateOnHost();
        }

        _context.EndStep(_batch!.Examples);
        BringToViews(_followsSteps);
        _callbacks.StepEnd();
    }

    /// <summary>Brings parameters that are on a device to the tensors of a module, whose values callbacks read and write without asking for them.</summary>
    private void BringToViews(bool areFollowed)
    {
        if (areFollowed && _model.HasViews)
        {
            _resident?.DownloadParameters();
        }
    }

    /// <summary>Whether a callback does something at each step.</summary>
    private static bool FollowsSteps(ITrainingCallback callback) => callback.GetType().GetInterfaceMap(typeof(ITrainingCallback)).TargetMethods
        .Any(method => method.DeclaringType != typeof(ITrainingCallback) && (method.Name.EndsWith(nameof(ITrainingCallback.OnStepBegin), StringComparison.Ordinal) || method.Name.EndsWith(nameof(ITrainingCallback.OnStepEnd), StringComparison.Ordinal)));

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.SetOwner(null);
        if (_activity is not null)
        {
            // What was not completed has failed, or was canceled.
            _activity.SetTag("rationale.steps", _context.Step);
            _activity.SetStatus(_activity.Status == ActivityStatusCode.Ok ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            _activity.Dispose();
        }

        _scheduler?.Dispose();
        _executor?.Dispose();
        if (_plan.MeasuringDevice is { } measuring)
        {
            _model.EndMeasuring(measuring);
        }

        _source.Dispose();
        _optimizer.Dispose();
        _history.Dispose();
        _folderLock?.Dispose();
        if (_training)
        {
            _training = false;
            _model.EndTraining();
        }
    }

    private async ValueTask OpenEpochAsync()
    {
        _epochOpen = true;
        if (_context.StepInEpoch == 0)
        {
            _context.Averages!.Clear();
        }

        await _source.StartEpochAsync(_context.Epoch, _context.StepInEpoch, _cancellation).ConfigureAwait(false);
    }

    /// <summary>The built-in callbacks around those of the caller: what is measured and decided comes before them, what is saved and reported after.</summary>
    private CallbackList Callbacks(PlateauCallback? plateau, IProgress<TrainingProgress>? progress)
    {
        var checkpoints = _folder is null ? null : new CheckpointCallback(_folder, State, SetAside);
        ITrainingCallback?[] all =
        [
            _history,
            new LogCallback(_logger),
            new BestEpochCallback(_model, _plan.Options.EarlyStopping, _folder?.BestPath, () => _callbacks.Restoration),
            _plan.Options.EarlyStopping is { } early ? new EarlyStoppingCallback(early, _logger) : null,
            plateau,
            .. _model.Callbacks,
            .. _plan.Options.Callbacks,
            checkpoints,
            progress is null ? null : new ProgressCallback(progress),
        ];
        var list = new CallbackList(_context, [.. all.OfType<ITrainingCallback>()], checkpoints);
        checkpoints?.Listeners = list;
        return list;
    }

    /// <summary>Saves in the middle of an epoch. Without a step there is nothing that an older checkpoint should give way to.</summary>
    private ValueTask SaveInterruptedAsync() => _context.Step == _context.FirstStep ? default : _callbacks.SaveAsync();

    /// <summary>Before the first file of this run: until then an earlier run stays as it is.</summary>
    private void SetAside()
    {
        if (_replacesRun)
        {
            _replacesRun = false;
            _folder!.SetAside();
        }
    }

    private void UpdateOnHost()
    {
        var trained = _model.TrainedLength;
        if (trained >= ExecutionOptions.LengthWorthSharing)
        {
            _updateParts = Current.Workers;
            Current.RunOnWorkers(_updatePart);
        }
        else if (trained >= ExecutionOptions.UpdateWorthSharing && Current.ActiveWorkers > 1)
        {
            _updateParts = Current.ActiveWorkers;
            WorkerPool.Run(_updateParts, _updatePart, areIndependent: true);
        }
        else
        {
            _optimizer.UpdateRange(_model.Flat.Span, Current.Gradients, 0, trained);
        }

        _model.Learning.Update(_model.Flat.Span, Current.Gradients);
    }

    private void UpdatePart(int worker)
    {
        // Parts begin on cache lines, so that no two workers write to the same one.
        var length = _model.TrainedLength;
        var from = (int)((long)length * worker / _updateParts) & ~15;
        var to = worker + 1 == _updateParts ? length : (int)((long)length * (worker + 1) / _updateParts) & ~15;
        _optimizer.UpdateRange(_model.Flat.Span, Current.Gradients, from, to - from);
    }
}
