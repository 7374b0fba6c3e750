using Rationale.Data;
using Rationale.Objectives;
using Rationale.Randomness;

namespace Rationale.Samples.TwoMoons;

/// <summary>Two half circles that reach into each other, and beside their two coordinates features that say nothing.</summary>
public static class MoonData
{
    /// <summary>Examples of a draw: a fifth to learn from, two fifths to validate on, two fifths to test on.</summary>
    public const int Count = 1000;

    private const double Noise = 0.1;

    /// <summary>Draws examples and splits them. The meta-features of a feature are its standard deviation and mean over the examples to learn from.</summary>
    /// <param name="nuisance">d, the number of features that say nothing.</param>
    /// <param name="seed">Equal seeds give equal examples.</param>
    public static PriorControlData Draw(int nuisance, ulong seed)
    {
        var data = Examples(nuisance, seed);
        var train = data.Take(Count / 5);
        var known = MetaFeatures.FromMoments(train.Features);
        return new PriorControlData(
            train.WithMetaFeatures(known), data.Skip(Count / 5).Take(2 * Count / 5).WithMetaFeatures(known), data.Skip(3 * Count / 5).WithMetaFeatures(known));
    }

    /// <summary>Examples in random order.</summary>
    /// <param name="nuisance">d, the number of features that say nothing.</param>
    /// <param name="seed">Equal seeds give equal examples.</param>
    public static Dataset Examples(int nuisance, ulong seed)
    {
        var random = new RandomSource(seed).Fork("two moons");
        var (width, half) = (2 + nuisance, Count / 2);
        var (features, labels) = (new float[Count * width], new int[Count]);
        for (var example = 0; example < Count; example++)
        {
            var t = Math.PI * (example % half) / (half - 1);
            labels[example] = example / half;
            var (x, y) = labels[example] == 0 ? (Math.Cos(t), Math.Sin(t)) : (1 - Math.Cos(t), 0.5 - Math.Sin(t));
            var row = features.AsSpan(example * width, width);
            (row[0], row[1]) = ((float)(x + (Noise * random.NextNormal())), (float)(y + (Noise * random.NextNormal())));
            foreach (ref var value in row[2..])
            {
                value = (float)random.NextNormal();
            }
        }

        return Dataset.ForClassification(FeatureMatrix.FromArray(features, width), labels, 2).Shuffle(seed);
    }
}
