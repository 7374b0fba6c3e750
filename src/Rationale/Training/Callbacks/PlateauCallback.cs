using System.Globalization;
using Rationale.Metrics;

namespace Rationale.Training.Callbacks;

/// <summary>
/// What a schedule that waits for plateaus has left of the learning rate: PyTorch's <c>ReduceLROnPlateau</c> with an absolute threshold, patience counted as by
/// <see cref="EarlyStopping"/>.
/// </summary>
internal sealed class PlateauCallback(ReduceOnPlateauSchedule schedule) : IStatefulCallback
{
    /// <summary>The name of the state.</summary>
    public const string Name = "learningRateSchedule";

    private const int Fields = 4;

    private readonly Metric _metric = Metric.TryFind(schedule.Metric)!;
    private double _best = double.NaN;
    private int _waited;
    private int _resting;

    /// <summary>The product of all reductions so far.</summary>
    public double Factor { get; private set; } = 1;

    /// <inheritdoc/>
    public string StateName => Name;

    /// <inheritdoc/>
    public ValueTask OnEpochEndAsync(TrainingContext training)
    {
        Observe(training.Metrics[schedule.Metric]);
        return default;
    }

    /// <summary>Looks at what the validation after an epoch measured, and reduces the factor where it has waited long enough.</summary>
    public void Observe(double value)
    {
        _waited++;
        if (_metric.IsBetter(value, _best, schedule.MinimumChange))
        {
            (_best, _waited) = (value, 0);
        }

        if (_resting > 0)
        {
            _resting--;
            _waited = 0;
        }

        if (_waited >= schedule.Patience)
        {
            Factor = Math.Max(Factor * schedule.Factor, schedule.MinFactor);
            (_waited, _resting) = (0, schedule.Cooldown);
        }
    }

    /// <inheritdoc/>
    public string SaveState() => string.Create(CultureInfo.InvariantCulture, $"{Factor:R} {_best:R} {_waited} {_resting}");

    /// <inheritdoc/>
    public void RestoreState(string state)
    {
        var fields = state.Split(' ');
        if (fields.Length != Fields)
        {
            throw new FormatException();
        }

        Factor = double.Parse(fields[0], CultureInfo.InvariantCulture);
        _best = double.Parse(fields[1], CultureInfo.InvariantCulture);
        _waited = int.Parse(fields[2], CultureInfo.InvariantCulture);
        _resting = int.Parse(fields[3], CultureInfo.InvariantCulture);
    }
}
