using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Models;
using Rationale.Objectives;
using Rationale.Smoothing;
using Rationale.Storage;
using Rationale.Training;

namespace Rationale.CompilerServices;

/// <content>What happens before the first step: the data are checked, program and executor are chosen, and a checkpoint is restored or coefficients are measured.</content>
public sealed partial class TrainingRun
{
    /// <summary>Leaves the caller's thread, checks the data, chooses the weight of the constraint, and continues a checkpoint where that is asked for.</summary>
    /// <exception cref="ArgumentException">The data do not fit the model, or the checkpoint belongs to another training.</exception>
    /// <exception cref="InvalidOperationException">Another training of the model has not ended.</exception>
    public async Task StartAsync()
    {
        // Whatever follows is work, and the caller may be the thread of a user interface.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        _model.BeginTraining();
        _training = true;

        // Begun in the flow of this method, it does not become the current activity of whoever asked for the training.
        _activity = ModelActivities.Training(_model.Specification.Name, _plan.Epochs);
        _cancellation.ThrowIfCancellationRequested();
        _folderLock = _folder is null ? null : FolderLock.Acquire(_folder.FolderPath);
        var sample = await _source.SampleAsync(_cancellation).ConfigureAwait(false);
        var (chosen, trained) = CheckSample(sample);
        var checkpoint = LastCheckpoint();
        var layout = Prepare(checkpoint, trained, sample);
        if (checkpoint is not null)
        {
            Restore(checkpoint, chosen);
        }
        else
        {
            ChooseCoefficients(chosen, sample);
            if (_folder?.Files is { Count: > 0 } files)
            {
                _replacesRun = true;
                Warn(TrainingWarnings.ReplacesRun(_folder.FolderPath, files));
            }
        }

        _coefficients.ApplyTo(_executor!);
        _layout = layout;
        _scheduler = TermScheduler.Create(_plan.Model, _plan.Options, _leftOut, _coefficients, _executor!, skipped => WithoutTerms(trained, [.. _leftOut, .. skipped], sample));
        KeepElsewhere();
        var rows = _source.ExamplesPerEpoch < 0 ? "streamed" : _source.ExamplesPerEpoch.ToString(System.Globalization.CultureInfo.InvariantCulture);
        TrainingLog.Started(_logger, _model.Specification.Name, rows, _plan.Epochs, _plan.BatchSize, _executor!.Workers, _executor.TileSize);
        _context.BatchesPerEpoch = _source.BatchesPerEpoch;
        _context.StartClock();
        await _callbacks.TrainingBeginAsync().ConfigureAwait(false);
    }

    /// <summary>Refuses data that do not fit, and warns of what they rarely mean.</summary>
    /// <returns>The coefficients that are measured, and the model with what data and options bring.</returns>
    private (string[] Chosen, ModelSpecification Trained) CheckSample(Data.Dataset sample)
    {
        DataChecks.Labeled(_model.Specification, sample);
        DataChecks.Preprocessed(_model.Specification, sample);
        _model.TakeNames(sample);
        _leftOut = LeftOutTerms.Find(_plan.Model, _coefficients, _plan.AutomaticRatios.Keys, ReportMissing, sample, _plan.Options.AlwaysInclude);
        var omitted = _plan.Model.Objectives.Where(IsLeftOut).SelectMany(term => term.Coefficients).Select(coefficient => coefficient.Key).ToList();
        _coefficients = omitted.Aggregate(_coefficients, (values, key) => values.With(key, 0));
        ObjectiveInputs.CheckAll(_plan, sample, IsLeftOut);
        CheckValidation();
        foreach (var warning in TrainingWarnings.Find(_plan.Model, sample, _plan.Options.AlwaysInclude, isComplete: _source.ExamplesPerEpoch >= 0, IsLeftOut))
        {
            Warn(warning);
        }

        if (_plan.Options.ClassWeights is { IsBalanced: true } && _source.ExamplesPerEpoch < 0)
        {
            throw new ArgumentException("ClassWeights.Balanced counts the classes of the training data, but a stream is read as it comes; give the weights by ClassWeights.Create.");
        }

        _weighting = ExampleWeighting.Create(_plan.Model, _plan.Options.ClassWeights, sample);
        var trained = _weighting.Applies(sample, _plan.Options.AlwaysInclude) ? ExampleWeights.Require(_plan.Model) : _plan.Model;
        if (trained != _plan.Model && _model.Programs.AreGenerated)
        {
            TrainingLog.Interpreted(_logger, _model.Specification.Name);
        }

        return ([.. _plan.AutomaticRatios.Keys.Except(omitted)], trained);
    }

    /// <summary>The step without some terms, where the whole one runs.</summary>
    private ScheduledPart WithoutTerms(ModelSpecification trained, IReadOnlyList<string> skipped, Data.Dataset sample)
    {
        var without = StepOf(trained, skipped);
        IStepExecutor<float> part = _deferring is null
            ? without.CreateExecutor(_plan.Options.Device, _model.Flat) ?? new Executor<float>(without, _model.Flat, _execution, BatchExamples)
            : _deferring.Beside(PlanOf(trained, skipped, without.Layout), _optimizer.RangesWithout(_model.Groups, skipped));
        part.Seed(_plan.Options.Seed);
        ObjectiveInputs.Load(part, without.Layout, sample);
        return new ScheduledPart(part, without.Layout, _deferring is null ? new SelectedInputs(_layout!, without.Layout) : null);
    }

    private StepProgram<float> StepOf(ModelSpecification trained, IReadOnlyCollection<string> leftOut) =>
        _model.OwnSteps?.Invoke(_plan.Options.Device, trained, leftOut) ?? _model.Programs.TrainingOf(trained, leftOut);

    private StepPlan PlanOf(ModelSpecification trained, IReadOnlyList<string> leftOut, ProgramLayout layout)
    {
        var steps = _source.ExamplesPerEpoch < 0 ? 0 : _plan.Epochs * ((_source.ExamplesPerEpoch + _plan.BatchSize - 1) / _plan.BatchSize);
        return _model.Programs.TrainingPlan(trained, leftOut, layout, BatchExamples, steps, _logger);
    }

    /// <summary>Makes the executor of the steps, and what fills its inputs.</summary>
    private ProgramLayout Prepare(Checkpoint? checkpoint, ModelSpecification trained, Data.Dataset sample)
    {
        _optimizer.Divide(_model.Groups, _leftOut);
        var program = StepOf(trained, _leftOut);
        _execution = ChooseExecution(checkpoint);
        _executor = program.CreateExecutor(_plan.Options.Device, _model.Flat)
            ?? _plan.Options.Device.Target?.Prepare(PlanOf(trained, _leftOut, program.Layout), _model.Flat, _execution)
            ?? new Executor<float>(program, _model.Flat, _execution, BatchExamples);
        _device = _executor is Executor<float> ? Device.Cpu.ToString()! : _executor.DeviceName ?? _plan.Options.Device.ToString()!;
        _mode = _executor.Mode;
        _executor.Seed(_plan.Options.Seed);
        ObjectiveInputs.Load(_executor, program.Layout, sample);
        _context.Averages = new LossAverages(program.Layout, _model.Specification.Task);
        _source.Prepare(program.Layout, _plan, _weighting!);
        _rates.CheckLength(_source.BatchesPerEpoch);
        _masks = _model.Specification.Smoothing is { Training: not MaskedTraining.None } ? new RandomMasks(_model.Specification, program.Layout, _plan.Options.Seed) : null;
        _draws = DrawnInputs.Create(_plan.Model, program.Layout, Background.For(sample), _plan.Options.Seed);
        _train = sample;
        _model.Learning.CheckLast(_model.Specification.Name, _source.ExamplesPerEpoch, _plan);
        _fingerprint = _source.Fingerprint();
        return program.Layout;
    }

    private bool IsLeftOut(ObjectiveTerm term) => _leftOut.Contains(term.Name);

    private void ChooseCoefficients(string[] chosen, Data.Dataset sample)
    {
        foreach (var (index, key) in chosen.Index())
        {
            var progress = Counterfactuals.ShareProgress.Part(_callbacks.Preparation, index, chosen.Length);
            var value = Constraints.AutomaticWeight.Choose(_model, sample, _plan, _weighting!, key, progress, _cancellation);
            _coefficients = _coefficients.With(key, value);
            TrainingLog.CoefficientChosen(_logger, key, value);
        }
    }

    /// <summary>Leaves parameters and optimizer to the executor, where its memory is not ours.</summary>
    private void KeepElsewhere()
    {
        if (_executor is IResidentExecutor<float> { OnDevice: true } resident)
        {
            _optimizer.Attach(resident, _model.TrainedLength, _model.Learning.Buffers);
            _model.SetOwner(_resident = resident);
            if (resident is IDeferringExecutor<float> deferring)
            {
                _deferring = deferring;
                _context.Averages!.Settle = Settle;
            }
        }
    }

    /// <summary>A term whose inputs the data lack is left out only where that is asked for: a training that drops what a model declares must not look like one that keeps it.</summary>
    private void ReportMissing(ObjectiveTerm term, string input) =>
        Warn(_plan.Options.AllowMissingInputs ? TrainingWarnings.Missing(_plan.Model, term, input) : throw new ArgumentException(ObjectiveInputs.Refusal(_plan.Model, term, input)));

    /// <summary>The loss of validation data is that of the training only with all of its terms: early stopping would compare another objective without one.</summary>
    private void CheckValidation()
    {
        if (_plan.Options.Validation is not { } validation)
        {
            return;
        }

        foreach (var term in _plan.Model.Objectives.Where(term => !IsLeftOut(term)))
        {
            if (LeftOutTerms.Lacking(_plan.Model, term, validation) is { } input)
            {
                Warn(_plan.Options.AllowMissingInputs
                    ? TrainingWarnings.MissingInValidation(_plan.Model, term, input)
                    : throw new ArgumentException(ObjectiveInputs.Refusal(_plan.Model, term, input, "The validation data")));
            }
        }
    }

    private void Warn(TrainingWarning warning)
    {
        _context.Add(warning);
        TrainingLog.Warned(_logger, warning.Kind, warning.Message);
    }

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
}
