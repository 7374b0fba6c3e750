using System.Numerics.Tensors;
using Rationale.Attribution;
using Rationale.Data;

namespace Rationale.Counterfactuals;

/// <summary>
/// A way to say which pixels of a pair make the one image belong to its class rather than to the other's (Eckstein et al. 2021, section 3). Every map is divided by its own largest magnitude, so that
/// it lies between −1 and 1. Methods are values: they hold settings and no state, so one serves any number of models and threads.
/// </summary>
public abstract record DiscriminativeMethod
{
    /// <summary>Name in tables, as in the paper: <c>D-IG</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The methods of the paper with their defaults: five between the pair, the same five of the real image alone, the difference of the images, and noise.</summary>
    public static IReadOnlyList<DiscriminativeMethod> All { get; } =
    [
        new DiscriminativeIntegratedGradients(),
        new DiscriminativeDeepLift(),
        new DiscriminativeInputGradient(),
        new DiscriminativeGradCam(),
        new DiscriminativeGuidedGradCam(),
        SingleImageMethod.IntegratedGradients,
        SingleImageMethod.DeepLift,
        SingleImageMethod.InputGradient,
        SingleImageMethod.GradCam,
        new SingleImageGuidedGradCam(),
        new ResidualMap(),
        new RandomMap(),
    ];

    /// <summary>Maps many pairs.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="options">Seed and memory; null for the defaults. The target is settled by the method.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between chunks of images.</param>
    /// <returns>[pairs × values of an image] scores between −1 and 1; a map without any score stays zero.</returns>
    /// <exception cref="ArgumentException">The pairs do not fit the model, or the model not the method; the message names what and how.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public FeatureMatrix Attribute(IModel model, CounterfactualPairs pairs, AttributionOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        PairChecks.Run(model, pairs);
        cancellationToken.ThrowIfCancellationRequested();
        var maps = Map(new PairContext(model, pairs, options ?? new AttributionOptions(), cancellationToken), progress is null ? null : new ShareProgress(progress, 0, 1));
        var width = pairs.Real.Width;
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            Normalize(maps.AsSpan(pair * width, width));
        }

        progress?.Report(1);
        return FeatureMatrix.FromArray(maps, width);
    }

    /// <summary>Makes the maps before they are normalized, in an array of the method's own.</summary>
    internal abstract float[] Map(PairContext context, ShareProgress? progress);

    private static void Normalize(Span<float> map)
    {
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(map));
        if (largest > 0)
        {
            TensorPrimitives.Divide(map, largest, map);
        }
    }
}
