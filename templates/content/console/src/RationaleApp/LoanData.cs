using Rationale.Data;

namespace RationaleApp;

/// <summary>Made-up loans: the income decides, with some luck; the branch gave the class away when the data were collected, and says nothing later.</summary>
public static class LoanData
{
    /// <summary>Loans whose branch the model must not look at.</summary>
    public static Dataset Training(int count, int seed) => Draw(count, seed, leaked: true).WithAnnotatedFeatures("branch");

    /// <summary>Loans as they come later.</summary>
    public static Dataset Test(int count, int seed) => Draw(count, seed, leaked: false);

    private static Dataset Draw(int count, int seed, bool leaked)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 2)];
        float[] values = [.. labels.SelectMany(label => (float[])[label + (1.5f * random.NextSingle()), random.NextSingle(), leaked ? label : random.Next(2)])];
        return Dataset.ForClassification(FeatureMatrix.FromArray(values, width: 3), labels)
            .WithFeatureNames(["income", "age", "branch"])
            .WithClassNames(["declined", "granted"]);
    }
}
