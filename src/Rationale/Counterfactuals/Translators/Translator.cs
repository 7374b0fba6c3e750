using System.ComponentModel;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Counterfactuals;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.SelfExplaining;
using Rationale.Storage;
using Rationale.Training;

namespace Rationale.Counterfactuals;

/// <summary>
/// A learnt translator of images from class to class (Zhu et al. 2017; Eckstein et al. 2021, section 3): the source of counterfactuals of the paper. Translating may be called from several threads, which
/// wait for each other; one training runs at a time. After <see cref="Dispose"/> everything throws <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed class Translator : CounterfactualSource, IDisposable
{
    /// <summary>Images translated between two looks at the cancellation.</summary>
    private const int ImagesAtOnce = 256;

    private readonly TranslatorProgramSource _programs;
    private readonly TranslatorNetworks _networks;
    private readonly AlignedBuffer<float> _parameters;
    private readonly (ProgramLayout Layout, IStepExecutor<float> Executor)?[] _translations = new (ProgramLayout, IStepExecutor<float>)?[2];
    private readonly Lock _gate = new();
    private int _trainings;
    private volatile bool _disposed;

    private Translator(TranslatorSpecification specification, TranslatorProgramSource? programs, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(specification);
        _networks = TranslatorNetworks.Build(specification);
        (Specification, _programs) = (specification, programs ?? new TranslatorProgramSource(specification));
        _parameters = new AlignedBuffer<float>(_networks.Length);
        Initialize(seed);
    }

    /// <summary>What the translator is.</summary>
    public TranslatorSpecification Specification { get; }

    /// <inheritdoc/>
    public override string Name => Specification.Name;

    /// <inheritdoc/>
    public override ValueRange? Range => new((float)Specification.Minimum, (float)Specification.Maximum);

    /// <summary>Where images are translated; a training runs where its options say.</summary>
    /// <value>The default is <see cref="Device.Cpu"/>.</value>
    public Device Device
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            lock (_gate)
            {
                ForgetTranslations();
                field = value;
            }
        }
    } = Device.Cpu;

    /// <summary>Names, shapes and places of the trained parameters, those of the generators first.</summary>
    public IReadOnlyList<ParameterSpecification> Layout => [.. _networks.Layout.Where(parameter => parameter.Offset < _networks.TrainedLength)];

    /// <summary>The trained parameters, one after another as <see cref="Layout"/> says.</summary>
    /// <exception cref="ObjectDisposedException">The translator has been disposed.</exception>
    public Span<float> Parameters => Flat.Slice(0, _networks.TrainedLength);

    /// <summary>What decides whether parameters can be exchanged.</summary>
    internal string Architecture => $"Translator({Specification.Kind}, {Specification.Classes}) Input({string.Join(", ", Specification.ImageShape)}) Generator({Text(Specification.Generator)}) Discriminator({Text(Specification.Discriminator)})";

    internal TranslatorNetworks Networks => _networks;

    internal TranslatorProgramSource Programs => _programs;

    internal AlignedBuffer<float> Flat
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _parameters;
        }
    }

    /// <summary>Makes a translator whose programs are interpreted: no compiler has to see its specification.</summary>
    /// <param name="specification">What the translator is.</param>
    /// <param name="seed">Seed of its parameters.</param>
    /// <exception cref="ArgumentException">The specification contradicts itself; the message says where.</exception>
    public static Translator Interpret(TranslatorSpecification specification, ulong seed = 0) => new(specification, null, seed);

    /// <summary>Makes a translator of programs that were compiled for its specification.</summary>
    /// <param name="specification">What the translator is.</param>
    /// <param name="programs">Its programs, as the generator wrote them.</param>
    /// <param name="seed">Seed of its parameters.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Translator FromPrograms(TranslatorSpecification specification, TranslatorProgramSource programs, ulong seed = 0) => new(specification, programs, seed);

    /// <summary>Draws the parameters anew.</summary>
    /// <param name="seed">The same seed gives the same parameters on every machine.</param>
    public void Initialize(ulong seed)
    {
        lock (_gate)
        {
            ParameterInitializer.Run(Layout, Flat.Span, seed);
        }
    }

    /// <summary>Trains generators and discriminators in turn.</summary>
    /// <param name="images">Labeled images, those on which the classifier was trained.</param>
    /// <param name="options">What to change from the translator's own defaults.</param>
    /// <param name="progress">Told about progress a few times a second and at the end of each epoch.</param>
    /// <param name="cancellationToken">Ends the training after the step in progress; a checkpoint is saved where a folder is set.</param>
    /// <exception cref="ArgumentException">Images or options do not fit; the message names what and how.</exception>
    /// <exception cref="InvalidOperationException">Another training of the translator has not ended.</exception>
    /// <exception cref="TrainingDivergedException">A loss term is no longer finite.</exception>
    public async Task<TranslatorResult> TrainAsync(Dataset images, TranslatorOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var training = PrepareTraining(images, options, progress, cancellationToken);
        await training.StartAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (training.NextEpoch())
        {
            while (training.NextBatch())
            {
                training.ComputeGenerators();
                training.UpdateGenerators();
                training.ComputeDiscriminators();
                training.UpdateDiscriminators();
            }

            training.EndEpoch();
        }

        return training.Complete();
    }

    /// <summary>Prepares a training; the caller drives it step by step and disposes it.</summary>
    /// <inheritdoc cref="TrainAsync"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TranslatorTraining PrepareTraining(Dataset images, TranslatorOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new TranslatorTraining(this, images, options ?? new TranslatorOptions(), progress, cancellationToken);
    }

    /// <summary>Saves the parameters as safetensors, whole or not at all.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stays as it was.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public void Save(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var manifest = new Dictionary<string, string> { ["format"] = "rationale-translator", ["name"] = Name, ["architecture"] = Architecture };
        Safetensors.Write(path, NamedParameters(), manifest, progress, cancellationToken);
    }

    /// <summary>Loads parameters that the same architecture saved.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading; the translator stays as it was.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArchitectureMismatchException">The file belongs to another architecture; the message names both.</exception>
    /// <exception cref="DataFormatException">The file is damaged, or lacks a parameter; the translator stays as it was.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public void Load(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var file = SafetensorsFile.Read(path, progress, cancellationToken);
        if (file.Metadata.TryGetValue("architecture", out var architecture) && architecture != Architecture)
        {
            throw new ArchitectureMismatchException(path, architecture, Architecture);
        }

        var loaded = new float[_networks.TrainedLength];
        foreach (var parameter in Layout)
        {
            file.GetSingle(parameter.Key, loaded.AsSpan(parameter.Offset, parameter.Shape.Length));
        }

        lock (_gate)
        {
            loaded.CopyTo(Flat.Span);
        }
    }

    /// <summary>Gives memory back.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            ForgetTranslations();
        }
    }

    internal IReadOnlyList<NamedTensor> NamedParameters() =>
        [.. Layout.Select(parameter => NamedTensor.FromSingle(parameter.Key, [.. parameter.Shape.Dimensions.Select(extent => (long)extent)], Flat.Slice(parameter.Offset, parameter.Shape.Length)))];

    internal void BeginTraining()
    {
        if (Interlocked.Exchange(ref _trainings, 1) != 0)
        {
            throw new InvalidOperationException($"A training of this translator '{Name}' has not ended yet; await it, or train another translator.");
        }
    }

    internal void EndTraining() => Volatile.Write(ref _trainings, 0);

    /// <inheritdoc/>
    protected override FeatureMatrix Translate(FeatureMatrix images, int from, int to, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        var generator = GeneratorFor(from, to);
        var (width, translated) = (images.Width, new float[checked(images.Count * images.Width)]);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var (layout, executor) = _translations[generator] ??= Prepare(generator);
            for (var first = 0; first < images.Count; first += ImagesAtOnce)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = Math.Min(ImagesAtOnce, images.Count - first);
                var values = new Dictionary<string, float[]> { [TranslatorPrograms.First] = images.Slice(first, count).ToArray(), [TranslatorPrograms.Target] = Targets(count, to) };
                executor.Run(new NamedBatch(layout, count, values), 0, new[] { translated.AsMemory(first * width, count * width) });
                progress?.Report((double)(first + count) / images.Count);
            }
        }

        // Rounding may leave the range by a bit.
        var range = Range!.Value;
        for (var i = 0; i < translated.Length; i++)
        {
            translated[i] = Math.Clamp(translated[i], range.Minimum, range.Maximum);
        }

        return new FloatFeatureMatrix(translated, images.Count, width, images.Preprocessing);
    }

    private (ProgramLayout Layout, IStepExecutor<float> Executor) Prepare(int generator)
    {
        var (program, execution) = (_programs.Translation(generator), new ExecutionOptions());
        return (program.Layout, Device.Target?.Prepare(_programs.PlanOfTranslation(generator, program.Layout, ImagesAtOnce), _parameters, execution) ?? new Executor<float>(program, _parameters, execution));
    }

    private void ForgetTranslations()
    {
        foreach (ref var translation in _translations.AsSpan())
        {
            translation?.Executor.Dispose();
            translation = null;
        }
    }

    private float[] Targets(int count, int to)
    {
        var targets = new float[count * Specification.Classes];
        for (var i = 0; i < count; i++)
        {
            targets[(i * Specification.Classes) + to] = 1;
        }

        return targets;
    }

    private int GeneratorFor(int from, int to)
    {
        var (first, second) = (Specification.First, Specification.Second);
        if (Specification.Kind == TranslatorKind.Star)
        {
            return (uint)from < (uint)Specification.Classes && (uint)to < (uint)Specification.Classes && from != to
                ? 0
                : throw new ArgumentException($"'{Name}' was asked to translate class {from} into class {to}, but it knows the classes 0 to {Specification.Classes - 1}; name two different ones.");
        }

        return (from, to) == (first, second) ? 0
            : (from, to) == (second, first) ? 1
            : throw new ArgumentException($"'{Name}' was asked to translate class {from} into class {to}, but it translates between {first} and {second}; ask for those, or train another translator.");
    }

    private static string Text(Graph.EquatableArray<Layer> layers) => string.Join(" ", layers.Select(layer => layer.Signature));
}
