using System.ComponentModel;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Smoothing;
using Rationale.Storage;
using Rationale.Training;

namespace Rationale.CompilerServices;

/// <summary>
/// The state of a model, its parameters in one flat buffer, and what can be done with it. Generated classes hold one and put their own names before it.
/// Evaluating, predicting and explaining may be called from several threads and do not wait for each other; loading and drawing parameters wait for those in progress, and later ones
/// for them. All may also be called while a training runs, and then see parameters between two updates or in the middle of one. After <see cref="Dispose"/> everything throws
/// <see cref="ObjectDisposedException"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class ModelRuntime : IDisposable
{
    private readonly ProgramSource _programs;
    private readonly ExecutorCache _executors = new();
    private readonly UseGate _gate = new();
    private readonly Lock _deviceGate = new();
    private readonly AlignedBuffer<float> _flat;
    private volatile bool _disposed;
    private volatile IResidentExecutor<float>? _owner;
    private SmoothedModel? _smoothed;
    private ProgramSource? _interpreted;

    /// <summary>The programs of a model of several inputs over rows that have them side by side; interpreted, as everything that is asked for rarely.</summary>
    private ProgramSource? _overRows;
    private int _trainings;

    /// <summary>Prepares a model with freshly drawn parameters.</summary>
    /// <param name="specification">What the model declares.</param>
    /// <param name="programs">Its programs; null to interpret them all.</param>
    /// <param name="seed">Seed of the parameters.</param>
    /// <exception cref="Graph.ShapeException">The layers do not fit together.</exception>
    public ModelRuntime(ModelSpecification specification, ProgramSource? programs = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(specification);
        SpecificationChecks.Run(specification);
        Specification = specification;
        _programs = programs ?? new ProgramSource(specification);
        var graph = ModelGraph.Build(specification, training: false);
        (Layout, TrainedLength, Groups) = (graph.Layout, graph.TrainedLength, graph.Groups);
        Learning = LearningNeeds.From(graph.Layout.All(parameter => parameter.Trained) ? graph : ModelGraph.Build(specification, training: true));
        if (Layout.Count == 0)
        {
            throw new ArgumentException($"'{specification.Name}' has no parameters to train; add a layer such as [Dense({specification.Task.Outputs})].", nameof(specification));
        }

        Architecture = ArchitectureText.Format(specification);
        ParameterLength = Layout.Sum(parameter => parameter.Shape.Length);
        _flat = new AlignedBuffer<float>(ParameterLength);
        NamedView = new ModelParameters(this);
        Initialize(seed);
    }

    /// <summary>What the model declares.</summary>
    public ModelSpecification Specification { get; }

    /// <summary>The architecture as text: models with equal texts can exchange parameters.</summary>
    public string Architecture { get; }

    /// <summary>Names, shapes and places of the parameters in <see cref="Parameters"/>.</summary>
    public IReadOnlyList<ParameterSpecification> Layout { get; }

    /// <summary>All parameters, one after another as <see cref="Layout"/> says; weights are [inputs × units]. The live ones: a training changes them while one looks.</summary>
    /// <remarks>A training on another device keeps them there: what one gets are those of the last step before one asks. What a callback writes before the next step is brought there; what other threads write meanwhile may be lost.</remarks>
    /// <exception cref="ObjectDisposedException">The model has been disposed. A span taken before stays readable.</exception>
    public Span<float> Parameters => Flat.Span;

    /// <summary>How many of <see cref="Parameters"/> are trained; behind them stands state, such as running statistics.</summary>
    public int TrainedLength { get; }

    /// <summary>The parameters as users see them.</summary>
    public ModelParameters NamedView { get; }

    /// <summary>Workers and tile of every program of this model. A training in progress keeps what it began with.</summary>
    public ExecutionOptions Execution
    {
        get;
        set
        {
            Change(() =>
            {
                _executors.Clear();
                field = value;
            });
        }
    } = new();

    /// <summary>Worker threads, zero for one a core.</summary>
    public int Workers
    {
        get => Execution.Workers;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (value != Execution.Workers)
            {
                Execution = Execution with { Workers = value };
            }
        }
    }

    /// <summary>Where evaluating, predicting and explaining run.</summary>
    public Device Device
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Change(() =>
            {
                _executors.Clear();
                field = value;
            });
        }
    } = Device.Cpu;

    internal AlignedBuffer<float> Flat
    {
        get
        {
            RequireUndisposed();
            _owner?.DownloadParameters();
            return _flat;
        }
    }

    /// <summary>The model as the smoothed classifier that it declares, to vote and to certify.</summary>
    /// <exception cref="ArgumentException">The model declares no smoothing.</exception>
    public SmoothedModel Smoothed => _smoothed ?? Interlocked.CompareExchange(ref _smoothed, new SmoothedModel(this), null) ?? _smoothed!;

    /// <summary>Those of the trained parameters that trainings leave as they are, ascending.</summary>
    internal IReadOnlyList<(int Start, int Length)> Frozen { get; set; } = [];

    /// <summary>What follows every training of this model, before the callbacks of its options.</summary>
    internal IReadOnlyList<ITrainingCallback> Callbacks { get; set; } = [];

    /// <summary>Whether somebody reads and writes the parameters through views of their memory, without asking for them.</summary>
    internal bool HasViews { get; init; }

    /// <summary>Refuses a training of this model on a device by an exception, before anything is done; null where there is nothing to look at.</summary>
    internal Action<Device>? TrainingCheck { get; set; }

    /// <summary>Makes the step of a training on a device that asks for something else than the programs of the model; gives null for one that does not. Null where the model has nothing else.</summary>
    internal Func<Device, ModelSpecification, IReadOnlyCollection<string>, StepProgram<float>?>? OwnSteps { get; set; }

    internal int ParameterLength { get; }

    internal int InputWidth => Specification.InputShape.Aggregate(1, (product, extent) => product * extent);

    internal int ClassCount => Specification.Task is ClassifierTask classifier ? Math.Max(2, classifier.Classes) : 0;

    /// <summary>Where the parameters of terms of the objective stand.</summary>
    internal IReadOnlyList<Graph.Objectives.ParameterRange> Groups { get; }

    internal LearningNeeds Learning { get; }

    internal ProgramSource Programs => _programs;

    /// <summary>The state of a model.</summary>
    /// <exception cref="ArgumentException">The model is not one of this library.</exception>
    internal static ModelRuntime From(IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return (model as IRuntimeOwner)?.Runtime
            ?? throw new ArgumentException($"{model.GetType().Name} is neither a generated model nor a Rationale.Model, so that its programs are not known; give the model that it stands for.", nameof(model));
    }

    /// <summary>Draws the parameters anew, but for those that are frozen.</summary>
    /// <param name="seed">The same seed gives the same parameters on every machine.</param>
    public void Initialize(ulong seed) => Change(() =>
    {
        float[][] kept = [.. Frozen.Select(range => Flat.Slice(range.Start, range.Length).ToArray())];
        ParameterInitializer.Run(Layout, Flat.Span, seed);
        foreach (var (range, values) in Frozen.Zip(kept))
        {
            values.CopyTo(Flat.Slice(range.Start, range.Length));
        }
    });

    /// <summary>Prepares a training on data in memory; the caller drives it step by step and disposes it.</summary>
    public TrainingRun PrepareTraining(Dataset train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var data = Align(train);
        options = Prepare(options ?? new TrainingOptions(), _preprocessing ?? data.Find(Specification.Inputs[0].Name)?.Preprocessing);
        var always = options.AlwaysInclude?.AlignWith(data, "The training data");
        return new TrainingRun(this, new MemoryBatches(data), options with { AlwaysInclude = always }, progress, cancellationToken);
    }

    /// <summary>Prepares a training on data that are read anew in each epoch; the first block decides whether the examples are annotated.</summary>
    public TrainingRun PrepareTraining(DatasetStream train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        return new TrainingRun(this, new StreamedBatches(train.Select(Align), Specification), Prepare(options ?? new TrainingOptions(), _preprocessing), progress, cancellationToken);
    }

    /// <summary>Saves parameters and a manifest as safetensors, whole or not at all.</summary>
    /// <param name="path">Where.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stays as it was.</exception>
    public void Save(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var manifest = new Dictionary<string, string>
        {
            ["format"] = "rationale-parameters",
            ["model"] = Specification.Name,
            ["architecture"] = Architecture,
            ["training"] = LastTraining ?? "none",
        };
        AddManifest(manifest);
        if (Specification.Smoothing is { } smoothing)
        {
            manifest.Add(SmoothingText.Key, SmoothingText.Format(smoothing));
        }

        Safetensors.Write(path, NamedParameters(), manifest, progress, cancellationToken);
    }

    /// <summary>Loads parameters that the same architecture saved, from a file of parameters or a checkpoint.</summary>
    /// <param name="path">Where.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading; the model stays as it was.</param>
    /// <exception cref="ArchitectureMismatchException">The file belongs to another architecture or another smoothing; the message names both.</exception>
    /// <exception cref="DataFormatException">The file is damaged, lacks a parameter of the right shape, or has one that is not finite; the model stays as it was.</exception>
    public void Load(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var file = SafetensorsFile.Read(path, progress, cancellationToken);
        if (file.Metadata.TryGetValue("architecture", out var architecture) && ArchitectureText.Upgrade(architecture) != Architecture)
        {
            throw new ArchitectureMismatchException(path, architecture, Architecture);
        }

        SmoothingText.Check(path, file.Metadata, Specification);

        // Read everything before anything is changed: a file that lacks a tensor leaves the model as it was.
        var loaded = new float[Flat.Length];
        foreach (var parameter in Layout)
        {
            var shape = file[parameter.Key].Shape;
            if (!shape.SequenceEqual(parameter.Shape.Dimensions.Select(extent => (long)extent)))
            {
                throw new DataFormatException(
                    $"{path}: tensor {parameter.Key} has the shape [{string.Join(", ", shape)}], but '{Specification.Name}' expects [{string.Join(", ", parameter.Shape.Dimensions)}] (weights are [inputs, units]).");
            }

            var values = loaded.AsSpan(parameter.Offset, parameter.Shape.Length);
            file.GetSingle(parameter.Key, values);
            for (var i = 0; i < values.Length; i++)
            {
                if (!float.IsFinite(values[i]))
                {
                    throw new DataFormatException(FormattableString.Invariant(
                        $"{path}: value {i} of tensor {parameter.Key} is {values[i]}, but a model computes with finite numbers only; load weights that were saved before the training diverged."));
                }
            }
        }

        var manifest = ReadManifest(path, file);
        Change(() =>
        {
            loaded.CopyTo(Flat.Span);
            Manifest = manifest;
        });
    }

    /// <summary>Gives memory back, that of a device at once; waits for predictions in progress. A training in progress fails at its next step.</summary>
    public void Dispose() => Change(() =>
    {
        _executors.Clear();
        _disposed = true;
    });

    /// <summary>Changes the model while nobody evaluates, predicts or explains.</summary>
    private void Change(Action change)
    {
        RequireOutside();
        _gate.Write(change);
    }

    /// <summary>The last training as one line of JSON, for the manifest.</summary>
    internal string? LastTraining { get; set; }

    /// <summary>Two trainings would overwrite each other's parameters.</summary>
    internal void BeginTraining()
    {
        if (Interlocked.Exchange(ref _trainings, 1) != 0)
        {
            throw new InvalidOperationException($"A training of this '{Specification.Name}' has not ended yet; await it, or train another model.");
        }
    }

    /// <summary>Says who keeps the parameters while a training runs; null once they are here again, as they were after the last step.</summary>
    internal void SetOwner(IResidentExecutor<float>? executor)
    {
        _owner?.DownloadParameters();
        _owner = executor;
    }

    /// <exception cref="ObjectDisposedException">The model has been disposed; the message names it, rather than this class, which its user does not see.</exception>
    internal void RequireUndisposed()
    {
        if (_disposed)
        {
            throw new ObjectDisposedException(Specification.Name);
        }
    }

    /// <summary>Whether a training has begun and not ended.</summary>
    internal bool IsTraining => Volatile.Read(ref _trainings) != 0;

    internal void EndTraining() => Volatile.Write(ref _trainings, 0);

    internal IReadOnlyList<NamedTensor> NamedParameters() =>
        [.. Layout.Select(parameter => NamedTensor.FromSingle(
            parameter.Key,
            [.. parameter.Shape.Dimensions.Select(extent => (long)extent)],
            Flat.Slice(parameter.Offset, parameter.Shape.Length)))];
}
