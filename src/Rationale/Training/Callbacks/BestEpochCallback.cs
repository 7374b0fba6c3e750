using Rationale.CompilerServices;

namespace Rationale.Training.Callbacks;

/// <summary>Remembers the epoch whose validation was best with its parameters, and puts them back at the end where that is asked for.</summary>
/// <param name="model">Whose parameters.</param>
/// <param name="figure">What is measured, and whether parameters are put back.</param>
/// <param name="bestPath">The file of the best checkpoint, for a best epoch before a resume; null for none.</param>
/// <param name="restoration">Gives what is told how far the reading of that file is.</param>
internal sealed class BestEpochCallback(ModelRuntime model, EarlyStopping? figure, string? bestPath, Func<IProgress<double>> restoration) : ITrainingCallback
{
    private readonly EarlyStopping _figure = figure ?? new EarlyStopping { RestoreBest = false };
    private float[]? _best;

    /// <inheritdoc/>
    public ValueTask OnEpochEndAsync(TrainingContext training)
    {
        if (training.Metrics.TryGetValue(_figure.Metric, out var value) && _figure.IsBetter(value, training.BestMetric))
        {
            (training.BestMetric, training.BestEpoch) = (value, training.Epoch);
            _best = model.Flat.Span.ToArray();
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask OnTrainingEndAsync(TrainingContext training)
    {
        if (_figure.RestoreBest && _best is not null)
        {
            _best.CopyTo(model.Flat.Span);
        }
        else if (_figure.RestoreBest && training.BestEpoch > 0 && bestPath is not null)
        {
            model.Load(bestPath, restoration(), training.CancellationToken);
        }

        return default;
    }
}
