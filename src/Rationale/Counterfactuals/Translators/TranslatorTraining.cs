using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Counterfactuals;
using Rationale.Graph.Models;
using Rationale.Storage;
using Rationale.Training;

namespace Rationale.Counterfactuals;

/// <summary>
/// One training of a translator, step by step. The loop that drives it is written into each generated translator, so that a reader sees what happens; this class holds what the steps share.
/// </summary>
/// <remarks>Not safe for concurrent use, and one training at a time for each translator.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class TranslatorTraining : IDisposable
{
    /// <summary>Name of the discriminators' term among the losses.</summary>
    public const string DiscriminatorLoss = "discriminators";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Translator _translator;
    private readonly TranslatorPlan _plan;
    private readonly TranslatorBatches _batches;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly CheckpointFolder? _folder;
    private readonly List<TranslatorEpoch> _history = [];
    private readonly List<TrainingWarning> _warnings = [];
    private readonly Dictionary<string, double> _sums = [];
    private readonly Stopwatch _clock = new();
    private TranslatorSide? _generators;
    private TranslatorSide? _discriminators;
    private TimeSpan _reported;
    private long _firstStep;
    private long _step;
    private int _epoch;
    private int _stepInEpoch;
    private bool _training;
    private bool _replacesRun;

    internal TranslatorTraining(Translator translator, Dataset images, TranslatorOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        (_translator, _progress, _cancellation) = (translator, progress, cancellation);
        _plan = TranslatorPlan.Create(translator.Specification, options);
        if (translator.Specification.IsGuided && options.Classifier?.Preprocessing is { } known && !known.Made(images.Features))
        {
            throw new ArgumentException($"The classifier '{options.Classifier.Specification.Name}' preprocesses its data, but the images that it is to guide by are raw, or preprocessed otherwise; give the translator Preprocessing.Transform(images).", nameof(images));
        }

        _batches = new TranslatorBatches(translator.Specification, images, _plan);
        _folder = options.CheckpointFolder is { } path ? new CheckpointFolder(path) : null;
    }

    /// <summary>Leaves the caller's thread, prepares both sides, and continues a checkpoint where that is asked for.</summary>
    /// <exception cref="ArgumentException">The checkpoint belongs to another training.</exception>
    /// <exception cref="InvalidOperationException">Another training of the translator has not ended.</exception>
    public async Task StartAsync()
    {
        // Whatever follows is work, and the caller may be the thread of a user interface.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        _translator.BeginTraining();
        _training = true;
        _cancellation.ThrowIfCancellationRequested();
        var (flat, networks, programs) = (_translator.Flat, _translator.Networks, _translator.Programs);
        HoldClassifier();
        _generators = new TranslatorSide(programs, generators: true, flat, (0, networks.GeneratorLength), _batches, _plan.Options);
        _discriminators = new TranslatorSide(programs, generators: false, flat, (networks.GeneratorLength, networks.TrainedLength - networks.GeneratorLength), _batches, _plan.Options);
        _generators.Set(TranslatorPrograms.Cycle, _plan.Cycle);
        _generators.Set(TranslatorPrograms.Identity, _plan.Cycle * _plan.Identity);
        _generators.Set(TranslatorPrograms.Classifier, _plan.Classifier);
        if (_plan.Options.Resume && _folder!.LoadLast(_translator.Architecture) is { } checkpoint)
        {
            Restore(checkpoint);
        }
        else if (_folder?.Files is { Count: > 0 } files)
        {
            _replacesRun = true;
            _warnings.Add(TrainingWarnings.ReplacesRun(_folder.FolderPath, files));
            TrainingLog.Warned(_plan.Options.Logger ?? NullLogger.Instance, _warnings[^1].Kind, _warnings[^1].Message);
        }

        _clock.Start();
    }

    /// <summary>Enters the next epoch.</summary>
    /// <returns>Whether there is one.</returns>
    public bool NextEpoch()
    {
        if (_epoch >= _plan.AllEpochs)
        {
            return false;
        }

        _epoch++;
        _batches.StartEpoch(_epoch);
        if (_stepInEpoch == 0)
        {
            _sums.Clear();
        }

        return true;
    }

    /// <summary>Brings the images of the next step into the inputs.</summary>
    /// <returns>Whether the epoch has one.</returns>
    /// <exception cref="OperationCanceledException">The training was canceled; a checkpoint of the steps made has been saved where a folder is set.</exception>
    public bool NextBatch()
    {
        if (_cancellation.IsCancellationRequested)
        {
            if (_step > _firstStep)
            {
                Save(_epoch, _stepInEpoch);
            }

            _cancellation.ThrowIfCancellationRequested();
        }

        if (_stepInEpoch >= _batches.StepsPerEpoch)
        {
            return false;
        }

        _batches.Load(_stepInEpoch);
        return true;
    }

    /// <summary>Translations of both ways, the generators' terms, and their gradient.</summary>
    /// <exception cref="TrainingDivergedException">A term or the gradient is not finite; the parameters are as they were before the step.</exception>
    public void ComputeGenerators() => _generators!.Compute(_sums, term => term == ModelPrograms.Loss ? "generators" : term, _epoch, _step + 1);

    /// <summary>Moves the generators, and mixes their translations with older ones for the discriminators.</summary>
    public void UpdateGenerators()
    {
        _generators!.Update(_step + 1, LearningRate);
        _batches.ExchangeFakes();
    }

    /// <summary>The discriminators' term for real images and translations, which is their whole loss, and its gradient.</summary>
    /// <exception cref="TrainingDivergedException">The term or the gradient is not finite; the discriminators are as they were before the step.</exception>
    public void ComputeDiscriminators() => _discriminators!.Compute(_sums, term => term == ModelPrograms.Loss ? DiscriminatorLoss : null, _epoch, _step + 1);

    /// <summary>Moves the discriminators.</summary>
    public void UpdateDiscriminators()
    {
        _discriminators!.Update(_step + 1, LearningRate);
        _step++;
        _stepInEpoch++;
        if (_clock.Elapsed - _reported >= Interval)
        {
            Report(epochEnded: false);
        }
    }

    /// <summary>Keeps the losses of the epoch, and saves a checkpoint where a folder is set.</summary>
    public void EndEpoch()
    {
        _history.Add(new TranslatorEpoch(_epoch, Losses()));
        Report(epochEnded: true);
        _stepInEpoch = 0;
        Save(_epoch + 1, 0);
    }

    /// <summary>Sums up.</summary>
    public TranslatorResult Complete() => new(_history, _step, _clock.Elapsed) { Warnings = [.. _warnings] };

    /// <inheritdoc/>
    public void Dispose()
    {
        _generators?.Dispose();
        _discriminators?.Dispose();
        if (_training)
        {
            _training = false;
            _translator.EndTraining();
        }
    }

    private double LearningRate => _plan.LearningRate * _plan.FactorIn(_epoch);

    private IReadOnlyDictionary<string, double> Losses() => _sums.ToDictionary(sum => sum.Key, sum => sum.Value / Math.Max(1, _stepInEpoch));

    /// <summary>Copies the classifier's parameters behind those of the translator, where no optimizer moves them.</summary>
    private void HoldClassifier()
    {
        if (!_translator.Specification.IsGuided)
        {
            return;
        }

        var classifier = ModelRuntime.From(_plan.Options.Classifier!);
        var places = _translator.Networks.Layout.ToDictionary(parameter => parameter.Key);
        foreach (var parameter in classifier.Layout)
        {
            if (places.TryGetValue("classifier." + parameter.Key, out var place))
            {
                classifier.Parameters.Slice(parameter.Offset, parameter.Shape.Length).CopyTo(_translator.Flat.Slice(place.Offset, place.Shape.Length));
            }
        }
    }

    private void Report(bool epochEnded)
    {
        var (elapsed, steps) = (_clock.Elapsed, _step - _firstStep);
        _reported = elapsed;
        _progress?.Report(new TrainingProgress
        {
            Epoch = _epoch,
            Epochs = _plan.AllEpochs,
            Step = _step,
            EpochFraction = epochEnded ? 1 : (double)_stepInEpoch / _batches.StepsPerEpoch,
            EpochEnded = epochEnded,
            Losses = Losses(),
            Metrics = new Dictionary<string, double>(),
            Elapsed = elapsed,
            Remaining = steps == 0 ? null : elapsed / steps * Math.Max(0, ((long)_plan.AllEpochs * _batches.StepsPerEpoch) - _step),
            ExamplesPerSecond = steps * _batches.BatchSize / Math.Max(1e-9, elapsed.TotalSeconds),
        });
    }
}
