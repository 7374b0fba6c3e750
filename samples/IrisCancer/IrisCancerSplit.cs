namespace Rationale.Samples.IrisCancer;

/// <summary>One of the random splits into 67 rows to train on and 33 to test on; without regard to classes, as the authors split.</summary>
/// <param name="Train">Rows to train on.</param>
/// <param name="Test">Rows to test on.</param>
public sealed record IrisCancerSplit(int[] Train, int[] Test)
{
    private const int TestRows = 33;

    /// <summary>Draws splits.</summary>
    /// <param name="count">How many; the paper has 350.</param>
    /// <param name="seed">Seed of the splits.</param>
    public static IEnumerable<IrisCancerSplit> Draw(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var order = Enumerable.Range(0, IrisCancerData.Rows).ToArray();
            random.Shuffle(order);
            yield return new IrisCancerSplit(order[TestRows..], order[..TestRows]);
        }
    }

    /// <summary>Rows of a table.</summary>
    /// <param name="inputs">[100 × 34] numbers.</param>
    /// <param name="rows">The rows to take.</param>
    /// <param name="withIris">Whether the flower is kept; its four numbers become zero otherwise ("iris out").</param>
    /// <returns>[rows × 34] numbers.</returns>
    public static float[] Take(float[] inputs, int[] rows, bool withIris = true)
    {
        var taken = new float[rows.Length * IrisCancerData.Features];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = taken.AsSpan(i * IrisCancerData.Features, IrisCancerData.Features);
            inputs.AsSpan(rows[i] * IrisCancerData.Features, IrisCancerData.Features).CopyTo(row);
            if (!withIris)
                row[..IrisCancerData.IrisFeatures].Clear();
        }

        return taken;
    }
}
