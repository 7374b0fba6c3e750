using Rationale.Attribution;

namespace Rationale.Counterfactuals;

/// <summary>What a method is told: model and pairs, and how attributions of one of both images are made.</summary>
internal sealed record PairContext(IModel Model, CounterfactualPairs Pairs, AttributionOptions Options, CancellationToken Cancellation)
{
    public int Width => Pairs.Real.Width;

    /// <summary>Attributes the logit of each counterfactual's class.</summary>
    public float[] OfCounterfactuals(AttributionMethod method, ShareProgress? progress) => Attributed(method, counterfactual: true, progress);

    /// <summary>Attributes the logit of each real image's class.</summary>
    public float[] OfRealImages(AttributionMethod method, ShareProgress? progress) => Attributed(method, counterfactual: false, progress);

    /// <summary>The same map over all values, with a number of both images.</summary>
    public float[] Combine(float[] scores, Func<float, float, float, float> combine)
    {
        var (real, counterfactual) = (new float[Width], new float[Width]);
        for (var pair = 0; pair < Pairs.Count; pair++)
        {
            Pairs.Real.CopyRows(pair, 1, real);
            Pairs.Counterfactual.CopyRows(pair, 1, counterfactual);
            var map = scores.AsSpan(pair * Width, Width);
            for (var i = 0; i < map.Length; i++)
            {
                map[i] = combine(map[i], real[i], counterfactual[i]);
            }
        }

        return scores;
    }

    private float[] Attributed(AttributionMethod method, bool counterfactual, ShareProgress? progress)
    {
        var options = Options with { Target = new Target(TargetOutput.Logit, TargetClass.Labeled) };
        return method.Attribute(new ModelScore(Model), Pairs.Labeled(counterfactual), options, progress, Cancellation).ByFeature().ToArray();
    }
}
