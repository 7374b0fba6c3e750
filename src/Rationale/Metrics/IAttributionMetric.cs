using Rationale.Data;

namespace Rationale.Metrics;

/// <summary>
/// An objective measure of attributions: it holds examples and whatever else it needs of them, takes a map of scores for each, and gives a number for each. <see cref="DacMetric"/> is one.
/// </summary>
/// <remarks>Thread safety: asked by one thread at a time, unless an implementation says otherwise.</remarks>
public interface IAttributionMetric
{
    /// <summary>Name in tables and histories.</summary>
    string Name { get; }

    /// <summary>Whether an attribution with a higher score is the better one.</summary>
    bool HigherIsBetter { get; }

    /// <summary>Number of examples, and so of maps.</summary>
    int Count { get; }

    /// <summary>Measures maps.</summary>
    /// <param name="model">The model that the maps explain.</param>
    /// <param name="maps">[examples × features], a map for each example in its order.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between batches.</param>
    /// <exception cref="ArgumentException">The maps do not fit the examples, or the examples the model.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    AttributionScore Measure(IModel model, FeatureMatrix maps, IProgress<double>? progress = null, CancellationToken cancellationToken = default);
}
