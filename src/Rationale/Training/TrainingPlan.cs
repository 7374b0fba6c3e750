using Rationale.Graph.Models;
using Rationale.Metrics;
using Rationale.Objectives;
using Rationale.Training.Callbacks;

namespace Rationale.Training;

/// <summary>Options and defaults joined and checked: what one training will do. It does not change any more.</summary>
internal sealed record TrainingPlan(
    ModelSpecification Model,
    int Epochs,
    int BatchSize,
    OptimizerKind Optimizer,
    double LearningRate,
    LearningRateSchedule Schedule,
    double Momentum,
    double WeightDecay,
    double ClipNorm,
    CoefficientValues Coefficients,
    IReadOnlyDictionary<string, double> AutomaticRatios,
    TrainingOptions Options)
{
    /// <summary>What is measured on the validation data after each epoch.</summary>
    public IReadOnlyList<Metric> Metrics { get; private init; } = [];

    /// <summary>Where the model is measured during the training: where it is trained, if that device can; null for where the model is used.</summary>
    public Device? MeasuringDevice => Options.Device.Target is { RunsAllPrograms: true } ? Options.Device : null;

    /// <summary>Joins what the model declares with what the caller changes.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public static TrainingPlan Create(ModelSpecification model, TrainingOptions options)
    {
        var defaults = model.Training;
        model = CoefficientOverrides.Raise(model, options);
        var epochs = options.Epochs ?? defaults.Epochs;
        var plan = new TrainingPlan(
            model,
            epochs,
            options.BatchSize ?? defaults.BatchSize,
            options.Optimizer ?? defaults.Optimizer,
            options.LearningRate ?? defaults.LearningRate,
            (options.LearningRateSchedule ?? defaults.Schedule ?? LearningRateSchedule.Constant).For(epochs),
            options.Momentum ?? defaults.Momentum,
            options.WeightDecay ?? defaults.WeightDecay,
            options.ClipNorm ?? defaults.ClipNorm,
            CoefficientOverrides.Apply(model, options),
            Objectives.AutomaticRatios.Join(model, options),
            options);
        plan.Check(model);
        return plan with { Metrics = plan.MetricsOf(model) };
    }

    /// <summary>The usual metrics, those asked for, and those that stop the training or reduce its learning rate.</summary>
    private IReadOnlyList<Metric> MetricsOf(ModelSpecification model)
    {
        var asked = Options.Metrics.Select(name => Metric.Find(name, model, "A name in TrainingOptions.Metrics"));
        var stopping = Options.EarlyStopping is { } early ? new[] { Metric.Find(early.Metric, model, "EarlyStopping.Metric") } : [];
        var reducing = Schedule is ReduceOnPlateauSchedule plateau ? new[] { Metric.Find(plateau.Metric, model, "Metric of ReduceOnPlateau") } : [];
        return [.. Metric.Recorded(model.Task).Concat(asked).Concat(stopping).Concat(reducing).DistinctBy(metric => metric.Name)];
    }

    private void Check(ModelSpecification model)
    {
        foreach (var fault in TrainingRanges.Faults(new TrainingDefaults(Epochs, BatchSize, Optimizer, LearningRate, Momentum, WeightDecay, ClipNorm)))
        {
            Require(false, fault.Property, fault.Value, fault.Expected);
        }

        Require(Options.Workers >= 0, nameof(Options.Workers), Options.Workers, "0 (as many as the model has) or more");
        ArgumentNullException.ThrowIfNull(Options.Device);
        if (!Enum.IsDefined(Optimizer))
        {
            throw new ArgumentException($"Optimizer is {Optimizer}, but it must be one of {string.Join(", ", Enum.GetNames<OptimizerKind>())}.");
        }

        TermScheduler.Check(model, Options);
        foreach (var (term, rate) in Options.TermLearningRates)
        {
            Require(rate >= 0 && double.IsFinite(rate), $"TermLearningRates[\"{term}\"]", rate, "a finite number of 0 or more");
            string[] known = [.. model.Objectives.Where(known => known.ParameterGroups(model).Count > 0).Select(known => known.Name)];
            if (!known.Contains(term))
            {
                throw new ArgumentException(
                    $"TermLearningRates has '{term}', but no term of '{model.Name}' with that name has parameters of its own; {(known.Length == 0 ? "none has any" : $"there are {string.Join(", ", known)}")}.");
            }
        }

        CheckSchedule(model);
        CheckCallbacks();
        if (Options.ClassWeights is { Values: var given, IsBalanced: var balanced } && (given is not null || balanced)
            && (given is null ? model.Task is ClassifierTask ? null : "a regressor has no classes" : Graph.Objectives.ExampleWeights.Problem(given, model.Task)) is { } misfit)
        {
            throw new ArgumentException($"ClassWeights do not fit '{model.Name}': {misfit}; give one weight for each class.");
        }

        if (Options.EarlyStopping is { } early)
        {
            CheckEarlyStopping(model, early);
        }

        if (Options is { EarlyStopping: not null, Validation: null })
        {
            throw new ArgumentException("EarlyStopping is set without Validation data to measure on; set both.");
        }

        if (Options.CheckpointFolder is { } folder && string.IsNullOrWhiteSpace(folder))
        {
            throw new ArgumentException("TrainingOptions.CheckpointFolder is empty; name a folder (\".\" for the current one), or leave it null to keep no checkpoints.");
        }

        if (Options is { Resume: true, CheckpointFolder: null })
        {
            throw new ArgumentException("Resume is set without a CheckpointFolder to resume from; set both.");
        }
    }

    private void CheckSchedule(ModelSpecification model)
    {
        if (Schedule.Faults.FirstOrDefault() is { } fault)
        {
            Require(false, $"{fault.Property} of the learning rate's {fault.Owner}", fault.Value, fault.Expected);
        }

        if (Schedule is ReduceOnPlateauSchedule plateau)
        {
            _ = Metric.Find(plateau.Metric, model, "Metric of ReduceOnPlateau");
            if (Options.Validation is null)
            {
                throw new ArgumentException("The learning rate is reduced on plateaus without Validation data to measure on; set Validation, or another LearningRateSchedule.");
            }
        }
    }

    private void CheckCallbacks()
    {
        if (Options.Callbacks.Any(callback => callback is null))
        {
            throw new ArgumentException("Callbacks holds a null; leave it out.");
        }

        var names = Options.Callbacks.OfType<IStatefulCallback>().Select(callback => callback.StateName).Append(PlateauCallback.Name);
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } doubled)
        {
            throw new ArgumentException($"Two callbacks keep a state of the name '{doubled.Key}'; give each a StateName of its own.");
        }
    }

    private static void CheckEarlyStopping(ModelSpecification model, EarlyStopping early)
    {
        Require(early.Patience >= 1, "EarlyStopping.Patience", early.Patience, "at least 1");
        Require(early.MinimumChange >= 0 && double.IsFinite(early.MinimumChange), "EarlyStopping.MinimumChange", early.MinimumChange, "a finite number of 0 or more");
        _ = Metric.Find(early.Metric, model, "EarlyStopping.Metric");
    }

    private static void Require(bool holds, string name, double value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}, but it must be {expected}."));
        }
    }
}
