using Rationale.Graph.Objectives;
using Rationale.Objectives;

namespace Rationale.Data;

/// <content>What terms on attributions read.</content>
public sealed partial class Dataset
{
    /// <summary>The same data with what is known of each feature, which <see cref="AttributionPriorAttribute"/> learns from.</summary>
    /// <param name="metaFeatures">One row for each feature; null removes them.</param>
    /// <exception cref="ArgumentException">They are of another number of features.</exception>
    public Dataset WithMetaFeatures(MetaFeatures? metaFeatures)
    {
        if (metaFeatures is not null && metaFeatures.Features != Features.Width)
        {
            throw new ArgumentException($"There are meta-features of {metaFeatures.Features} features, but the data have {Features.Width}; give those of all features, in the order of the features.");
        }

        return WithSharedInput(AttributionPrior.MetaFeaturesInput, metaFeatures?.Values);
    }

    /// <summary>The same data with a graph of their features, which <see cref="GraphAttributionsAttribute"/> reads.</summary>
    /// <param name="graph">The graph; null removes it.</param>
    /// <exception cref="ArgumentException">The graph has another number of features.</exception>
    public Dataset WithFeatureGraph(FeatureGraph? graph)
    {
        if (graph is not null && graph.Features != Features.Width)
        {
            throw new ArgumentException($"The graph has {graph.Features} features, but the data have {Features.Width}; make it with FeatureGraph.Create({Features.Width}, …).");
        }

        return WithSharedInput(GraphAttributionPenalty.Laplacian, graph?.ToLaplacian());
    }

    /// <summary>The same data with examples from which expected gradients draw their references. Without, they are drawn from the training data.</summary>
    /// <param name="background">[examples × features], all finite; null removes it.</param>
    /// <exception cref="ArgumentException">The background has other features than the data, or a value that is not finite.</exception>
    public Dataset WithBackground(FeatureMatrix? background)
    {
        if (background is not null && background.Width != Features.Width)
        {
            throw new ArgumentException($"The background has {background.Width} features, but the data have {Features.Width}; give both the same.");
        }

        if (background is not null && Preprocessing is not null && !Preprocessing.Made(background))
        {
            throw new ArgumentException("The features of these data have been preprocessed, but the background was not, or otherwise; preprocess it with Preprocessing.Transform.");
        }

        return WithSharedInput(Background.Input, background);
    }
}
