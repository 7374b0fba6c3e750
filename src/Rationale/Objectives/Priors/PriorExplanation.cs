using System.Globalization;
using Rationale.Attribution;
using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Metrics;

namespace Rationale.Objectives;

/// <summary>What a trained prior says: how much each feature matters, and which meta-features say so.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class PriorExplanation
{
    private readonly FeatureMatrix _shares;
    private readonly IReadOnlyList<PartialDependence> _dependences;

    private PriorExplanation(MetaFeatures metaFeatures, float[] values, FeatureMatrix shares, IReadOnlyList<PartialDependence> dependences, IReadOnlyList<string>? featureNames)
    {
        (MetaFeatures, Values, _shares, _dependences, FeatureNames) = (metaFeatures, values, shares, dependences, featureNames);
        Ranking = [.. Enumerable.Range(0, values.Length).OrderByDescending(feature => Math.Abs(values[feature]))];
    }

    /// <summary>The meta-features that were asked about.</summary>
    public MetaFeatures MetaFeatures { get; }

    /// <summary>g(m) of each feature.</summary>
    public IReadOnlyList<float> Values { get; }

    /// <summary>The features by |g(m)|, the largest first, the first of equals first.</summary>
    public IReadOnlyList<int> Ranking { get; }

    /// <summary>One name for each feature, where they are known.</summary>
    public IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>
    /// How |g(m)| of each feature is made up of its meta-features, [features × meta-features]: expected gradients of g with all features as the background, by magnitude, as shares of |g(m)|
    /// (Weinberger, Janizek, Lee 2020, section 4). A row sums to |g(m)|; where no meta-feature has any share, it is zero.
    /// </summary>
    public FeatureMatrix MetaFeatureShares => _shares;

    /// <summary>How the mean of |g| over the features changes with each meta-feature, set to the same value for all of them.</summary>
    public IReadOnlyList<PartialDependence> PartialDependences => _dependences;

    /// <summary>Asks the prior network of a model.</summary>
    /// <param name="model">A trained model with <see cref="AttributionPriorAttribute"/>.</param>
    /// <param name="metaFeatures">What is known of each feature: usually what the model was trained with.</param>
    /// <param name="samples">Draws of each feature for the shares, at least 1.</param>
    /// <param name="points">Values at which partial dependences are told, at least 2: from the smallest to the largest of the meta-feature.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The model has no attribution prior, or takes another number of meta-features.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static PriorExplanation Create(
        IModel model,
        MetaFeatures metaFeatures,
        int samples = 200,
        int points = 21,
        ulong seed = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(metaFeatures);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        using var prior = PriorModel.Create(model);
        var taken = prior.Specification.InputShape[0];
        if (taken != metaFeatures.Count)
        {
            throw new ArgumentException($"There are {metaFeatures.Count} meta-features, but [AttributionPrior({taken})] of '{model.Specification.Name}' takes {taken}; give those that it was trained with.", nameof(metaFeatures));
        }

        var values = Predict(prior, metaFeatures.Values);
        var method = new ExpectedGradients(metaFeatures.Values) { Samples = samples };
        var options = new AttributionOptions { Target = Target.ForClass(0), Seed = seed };
        var attributions = method.Attribute(new ModelScore(prior), Dataset.Unlabeled(metaFeatures.Values), options, ShareProgress.Part(progress, 0, 2), cancellationToken);
        var names = model.FeatureNames?.Count == metaFeatures.Features ? model.FeatureNames : null;
        var dependences = new PartialDependence[metaFeatures.Count];
        for (var column = 0; column < dependences.Length; column++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            dependences[column] = PartialDependence.Create(prior, metaFeatures, column, points);
            ShareProgress.Part(progress, 1, 2)?.Report((column + 1.0) / dependences.Length);
        }

        return new PriorExplanation(metaFeatures, values, Shares(attributions.Scores, values), dependences, names);
    }

    /// <summary>The area under the ROC curve of |g(m)| for the features that are known to matter: 1 where all of them rank first, ½ where the prior says nothing.</summary>
    /// <param name="relevant">For each feature whether it matters.</param>
    /// <exception cref="ArgumentException">Not one flag for each feature.</exception>
    public double Auc(IReadOnlyList<bool> relevant)
    {
        ArgumentNullException.ThrowIfNull(relevant);
        if (relevant.Count != Values.Count)
        {
            throw new ArgumentException($"There are {relevant.Count} flags of relevance for {Values.Count} features; give one for each.", nameof(relevant));
        }

        return RocAuc.Compute([.. Values.Select(value => (double)Math.Abs(value))], new int[Values.Count], [.. relevant.Select(flag => flag ? 1 : 0)], positive: 1);
    }

    /// <summary>The features that matter most, with what says so.</summary>
    public override string ToString()
    {
        var table = new TextTable(["feature", "g(m)", .. Enumerable.Range(0, MetaFeatures.Count).Select(column => $"of {MetaFeatures.NameOf(column)}")]);
        foreach (var feature in Ranking.Take(10))
        {
            var shares = Enumerable.Range(0, MetaFeatures.Count).Select(column => _shares[feature, column].ToString("0.0000", CultureInfo.InvariantCulture));
            table.Add([FeatureNames?[feature] ?? feature.ToString(CultureInfo.InvariantCulture), Values[feature].ToString("0.0000", CultureInfo.InvariantCulture), .. shares]);
        }

        return table.ToString();
    }

    /// <summary>g of some meta-features.</summary>
    internal static float[] Predict(Model prior, FeatureMatrix metaFeatures)
    {
        var predictions = prior.Predict(metaFeatures);
        return [.. Enumerable.Range(0, metaFeatures.Count).Select(feature => predictions[feature].Outputs[0])];
    }

    private static FeatureMatrix Shares(FeatureMatrix scores, float[] values)
    {
        var shares = new float[scores.Count * scores.Width];
        for (var feature = 0; feature < scores.Count; feature++)
        {
            var row = scores.Row(feature);
            var total = row.Sum(score => Math.Abs((double)score));
            for (var column = 0; column < row.Length; column++)
            {
                shares[(feature * row.Length) + column] = total == 0 ? 0 : (float)(Math.Abs(row[column]) / total * Math.Abs(values[feature]));
            }
        }

        return FeatureMatrix.FromArray(shares, scores.Width);
    }
}
