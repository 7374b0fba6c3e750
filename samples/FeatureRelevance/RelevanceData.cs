using Rationale.Data;
using Rationale.Objectives;
using Rationale.Randomness;

namespace Rationale.Samples.FeatureRelevance;

/// <summary>
/// More features than examples, as where genes predict a disease: y = Σ tanh(± x_j) + ½ max(0, x₀ x₁) + 0.3 ε over ten of 200 standard normal features. The first meta-feature tells which matter, with
/// noise of 0.3; the second is noise.
/// </summary>
public static class RelevanceData
{
    /// <summary>Features.</summary>
    public const int Features = 200;

    /// <summary>Features that matter: the first ones.</summary>
    public const int Relevant = 10;

    private const int Train = 100;
    private const int Validation = 100;
    private const int Test = 1000;

    /// <summary>Which features matter.</summary>
    public static IReadOnlyList<bool> Relevance { get; } = [.. Enumerable.Range(0, Features).Select(feature => feature < Relevant)];

    /// <summary>What the prior of a run is told of each feature.</summary>
    /// <param name="seed">Equal seeds give equal meta-features.</param>
    public static MetaFeatures Known(ulong seed)
    {
        var random = new RandomSource(seed).Fork("meta-features");
        float[] values = [.. Relevance.SelectMany(matters => new[] { (float)((matters ? 1 : 0) + (0.3 * random.NextNormal())), (float)random.NextNormal() })];
        return MetaFeatures.Create(FeatureMatrix.FromArray(values, 2), ["relevance", "noise"]);
    }

    /// <summary>Draws the examples of a run, their targets brought to mean 0 and variance 1 over the examples to learn from.</summary>
    /// <param name="seed">Equal seeds give equal examples.</param>
    public static PriorControlData Draw(ulong seed)
    {
        var random = new RandomSource(seed).Fork("feature relevance");
        float[] signs = [.. Enumerable.Range(0, Relevant).Select(_ => random.NextInt32(2) == 0 ? -1f : 1f)];
        var known = Known(seed);
        var (train, validation, test) = (Examples(Train, signs, random), Examples(Validation, signs, random), Examples(Test, signs, random));
        var mean = train.Targets!.ToArray().Average();
        var deviation = (float)Math.Sqrt(train.Targets.ToArray().Average(target => (target - mean) * (double)(target - mean)));
        return new PriorControlData(Scaled(train), Scaled(validation), Scaled(test));

        Dataset Scaled(Dataset data) =>
            Dataset.ForRegression(data.Features, FeatureMatrix.FromArray([.. data.Targets!.ToArray().Select(target => (target - mean) / deviation)], 1)).WithMetaFeatures(known);
    }

    private static Dataset Examples(int count, float[] signs, RandomSource random)
    {
        float[] x = [.. Enumerable.Range(0, count * Features).Select(_ => (float)random.NextNormal())];
        float[] y = [.. Enumerable.Range(0, count).Select(example => Target(x.AsSpan(example * Features, Features), signs) + (float)(0.3 * random.NextNormal()))];
        return Dataset.ForRegression(FeatureMatrix.FromArray(x, Features), FeatureMatrix.FromArray(y, 1));
    }

    private static float Target(ReadOnlySpan<float> x, float[] signs)
    {
        var sum = 0.5f * MathF.Max(0, x[0] * x[1]);
        for (var feature = 0; feature < signs.Length; feature++)
        {
            sum += MathF.Tanh(signs[feature] * x[feature]);
        }

        return sum;
    }
}
