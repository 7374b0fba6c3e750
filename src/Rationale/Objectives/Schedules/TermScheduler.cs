using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Training;

namespace Rationale.Objectives;

/// <summary>Sets the coefficients of scheduled terms before each step, and runs the steps without a term by a program that does not have it.</summary>
internal sealed class TermScheduler : IDisposable
{
    private readonly (ObjectiveTerm Term, TermSchedule Schedule)[] _scheduled;
    private readonly CoefficientValues _coefficients;
    private readonly IStepExecutor<float> _whole;
    private readonly Func<IReadOnlyList<string>, ScheduledPart> _create;
    private readonly Dictionary<string, ScheduledPart> _parts = [];
    private readonly Dictionary<string, (double Sum, double Squares, int Count)> _values = [];

    private TermScheduler(
        (ObjectiveTerm Term, TermSchedule Schedule)[] scheduled,
        CoefficientValues coefficients,
        IStepExecutor<float> whole,
        Func<IReadOnlyList<string>, ScheduledPart> create) =>
        (_scheduled, _coefficients, _whole, _create) = (scheduled, coefficients, whole, create);

    /// <summary>The terms that the step in progress does without, in the order of the model.</summary>
    public IReadOnlyList<string> Skipped { get; private set; } = [];

    /// <summary>What runs the step in progress.</summary>
    public IStepExecutor<float> Current { get; private set; } = null!;

    /// <summary>Numbers and inputs of the step in progress; null where it is the whole one.</summary>
    public ProgramLayout? Layout => Skipped.Count == 0 ? null : Part(Skipped).Layout;

    /// <summary>Refuses schedules of terms that a model does not have, numbers out of range, and devices.</summary>
    /// <exception cref="ArgumentException">A schedule does not fit; the message names it.</exception>
    public static void Check(ModelSpecification model, TrainingOptions options)
    {
        foreach (var (name, schedule) in options.TermSchedules)
        {
            if (model.Objectives.All(term => term.Name != name || term.Coefficients.Count == 0))
            {
                string[] known = [.. model.Objectives.Where(term => term.Coefficients.Count > 0).Select(term => term.Name)];
                throw new ArgumentException($"TermSchedules has '{name}', but no term of '{model.Name}' with that name has a weight; {(known.Length == 0 ? "none has any" : $"there are {string.Join(", ", known)}")}.");
            }

            if (schedule.WarmUpSteps < 0 || schedule.Every < 1)
            {
                throw new ArgumentException($"The schedule of '{name}' has WarmUpSteps {schedule.WarmUpSteps} and Every {schedule.Every}, but the first must be 0 or more and the second 1 or more.");
            }
        }

        if (options.TermSchedules.Count > 0 && options.Device.Target is { TakesTermSchedules: false })
        {
            throw new ArgumentException($"TermSchedules run different programs in one training, but '{options.Device}' runs one; train on Device.Cpu or Device.Gpu(), or leave TermSchedules out.");
        }
    }

    /// <summary>The scheduler of a training; null where nothing is scheduled.</summary>
    public static TermScheduler? Create(
        ModelSpecification model,
        TrainingOptions options,
        IReadOnlyCollection<string> leftOut,
        CoefficientValues coefficients,
        IStepExecutor<float> whole,
        Func<IReadOnlyList<string>, ScheduledPart> create)
    {
        (ObjectiveTerm, TermSchedule)[] scheduled =
            [.. model.Objectives.Where(term => options.TermSchedules.ContainsKey(term.Name) && !leftOut.Contains(term.Name)).Select(term => (term, options.TermSchedules[term.Name]))];
        return scheduled.Length == 0 ? null : new TermScheduler(scheduled, coefficients, whole, create);
    }

    /// <summary>Chooses what runs a step, and sets its coefficients.</summary>
    /// <returns>Whether other terms are skipped than in the step before.</returns>
    public bool Begin(long step)
    {
        string[] skipped = [.. _scheduled.Where(entry => entry.Schedule.FactorAt(step) == 0).Select(entry => entry.Term.Name)];
        var changed = !skipped.SequenceEqual(Skipped);
        Skipped = skipped;
        Current = skipped.Length == 0 ? _whole : Part(skipped).Executor;
        foreach (var (term, schedule) in _scheduled.Where(entry => !skipped.Contains(entry.Term.Name)))
        {
            foreach (var coefficient in term.Coefficients)
            {
                Current.Set(coefficient.Key, (float)(schedule.FactorAt(step) * _coefficients[coefficient.Key]));
            }
        }

        return changed;
    }

    /// <summary>The batch of the whole program as the step in progress reads it.</summary>
    public IBatch<float> BatchOf(IBatch<float> batch) => Skipped.Count > 0 && Part(Skipped).Inputs is { } inputs ? inputs.Over(batch) : batch;

    /// <summary>Notes what the terms that are not computed at every step were in a step that has computed them.</summary>
    /// <param name="skipped">The terms that the step was made without.</param>
    /// <param name="total">The number of a term.</param>
    public void Note(IReadOnlyList<string> skipped, Func<string, double> total)
    {
        foreach (var (term, _) in _scheduled.Where(entry => entry.Schedule.Every > 1 && !skipped.Contains(entry.Term.Name)))
        {
            var value = total(term.Name);
            var (sum, squares, count) = _values.GetValueOrDefault(term.Name);
            _values[term.Name] = (sum + value, squares + (value * value), count + 1);
        }
    }

    /// <summary>
    /// For each term that is not computed at every step, the relative standard error of its mean over the epoch that comes from the steps without it: σ √(1 − 1/k) / (√n |mean|), where n steps
    /// have computed it. Not a number where fewer than two have. Begins anew.
    /// </summary>
    public IReadOnlyDictionary<string, double> TakeErrors()
    {
        var errors = _scheduled.Where(entry => entry.Schedule.Every > 1).ToDictionary(entry => $"{entry.Term.Name}.error", entry =>
        {
            var (sum, squares, count) = _values.GetValueOrDefault(entry.Term.Name);
            var mean = sum / count;
            return count < 2 ? double.NaN : Math.Sqrt(Math.Max(0, (squares - (count * mean * mean)) / (count - 1)) * (1 - (1.0 / entry.Schedule.Every)) / count) / Math.Abs(mean);
        });
        _values.Clear();
        return errors;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _parts.Values)
        {
            part.Executor.Dispose();
        }
    }

    private ScheduledPart Part(IReadOnlyList<string> skipped)
    {
        var key = string.Join(' ', skipped);
        if (!_parts.TryGetValue(key, out var part))
        {
            _parts[key] = part = _create(skipped);
            _coefficients.ApplyTo(part.Executor);
        }

        return part;
    }
}

/// <summary>The step without some terms.</summary>
/// <param name="Executor">What runs it.</param>
/// <param name="Layout">Its numbers and inputs.</param>
/// <param name="Inputs">Its inputs among those of the whole step; null where the executor finds them itself.</param>
internal sealed record ScheduledPart(IStepExecutor<float> Executor, ProgramLayout Layout, SelectedInputs? Inputs);
