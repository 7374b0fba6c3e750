using System.Globalization;
using Rationale.Attribution;
using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Metrics;

namespace Rationale.Samples.Discs;

/// <summary>Every method over the pairs of one source of counterfactuals.</summary>
public sealed class MethodScores
{
    /// <summary>How masks are made: closed over half of a shape, so that its outline is joined with its inside, and not blurred.</summary>
    public static MaskOptions Masks { get; } = MaskOptions.NoBlur with { ClosingSize = 5 };

    private MethodScores(IModel model, CounterfactualPairs pairs, IReadOnlyList<Scored> methods) => (Model, Pairs, Methods) = (model, pairs, methods);

    /// <summary>The classifier.</summary>
    public IModel Model { get; }

    /// <summary>The pairs that were kept.</summary>
    public CounterfactualPairs Pairs { get; }

    /// <summary>The methods in their order.</summary>
    public IReadOnlyList<Scored> Methods { get; }

    /// <summary>Maps and scores every method.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="filtered">The pairs.</param>
    /// <param name="oracle">[all pairs × pixels] the pixels that decide, where one knows.</param>
    /// <param name="seed">Seed of everything drawn.</param>
    /// <param name="display">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static MethodScores Measure(IModel model, FilteredPairs filtered, FeatureMatrix? oracle, ulong seed, TrainingDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filtered);
        ArgumentNullException.ThrowIfNull(display);
        var pairs = filtered.Kept;
        DiscriminativeMethod[] methods = [.. DiscriminativeMethod.All, .. oracle is null ? [] : new DiscriminativeMethod[] { new OracleMap(oracle.Select([.. filtered.KeptIndices])) }];
        var (sharp, blurred) = (new DacMetric(pairs, Masks), new DacMetric(pairs));
        var done = display.Trainings(string.Create(CultureInfo.InvariantCulture, $"{methods.Length} methods over {pairs.Count} pairs"), methods.Length);
        var scored = new List<Scored>();
        foreach (var method in methods)
        {
            var maps = method.Attribute(model, pairs, new AttributionOptions { Seed = seed }, null, cancellationToken);
            scored.Add(new Scored(method.Name, maps, sharp.Measure(model, maps, null, cancellationToken), blurred.Measure(model, maps, null, cancellationToken)));
            done();
        }

        return new MethodScores(model, pairs, scored);
    }

    /// <summary>Adds a row for each method.</summary>
    /// <param name="results">The table.</param>
    /// <param name="suffix">What stands behind each name.</param>
    public void AddTo(ResultTable results, string suffix = "")
    {
        ArgumentNullException.ThrowIfNull(results);
        foreach (var method in Methods)
        {
            var (interval, best) = (method.Sharp.Interval(), method.Sharp.MeanOptimalMask());
            results.Add(method.Name + suffix)
                .With("pairs", Pairs.Count)
                .With("dacScore", method.Sharp.Mean)
                .With("from", interval.Lower)
                .With("to", interval.Upper)
                .With("maskSize", best.Size)
                .With("gain", best.Gain)
                .With("blurredDacScore", method.Blurred.Mean);
        }
    }

    /// <summary>A method with its maps and scores.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Maps">[pairs × pixels].</param>
    /// <param name="Sharp">Without blur, as masks of few pixels need it.</param>
    /// <param name="Blurred">With the blur that grows with the image.</param>
    public sealed record Scored(string Name, FeatureMatrix Maps, DacScore Sharp, DacScore Blurred);
}
