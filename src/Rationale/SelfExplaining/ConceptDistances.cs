using Rationale.Data;

namespace Rationale.SelfExplaining;

/// <summary>
/// How far the concepts of rows are apart, ‖h(x) − h(x′)‖: those of one class should be near each other, those of different classes far (Zheng, Fernandes and Prakash 2019,
/// arXiv 1905.12429).
/// </summary>
/// <param name="InClass">Mean over pairs of rows of one class; not a number where there is no such pair.</param>
/// <param name="OutClass">Mean over pairs of rows of different classes; not a number where there is no such pair.</param>
public readonly record struct ConceptDistances(double InClass, double OutClass)
{
    /// <summary>Measures explained rows with known answers.</summary>
    /// <param name="explanations">The rows' explanations.</param>
    /// <param name="data">The same rows with their labels.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between rows.</param>
    /// <exception cref="ArgumentException">Rows and explanations differ in number, or there are no labels or no rows.</exception>
    public static ConceptDistances Compute(ConceptExplanations explanations, Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var labels = ConceptLabels.Find(explanations, data);
        var rows = new (double Inner, long InnerPairs, double Outer, long OuterPairs)[labels.Length];
        var share = new ShareDone(progress, labels.Length);
        Parallel.For(0, labels.Length, new ParallelOptions { CancellationToken = cancellationToken }, row =>
        {
            var found = (Inner: 0.0, InnerPairs: 0L, Outer: 0.0, OuterPairs: 0L);
            for (var other = row + 1; other < labels.Length; other++)
            {
                var distance = DiscreteStability.Distance(explanations.Concepts(row), explanations.Concepts(other));
                found = labels[row] == labels[other]
                    ? found with { Inner = found.Inner + distance, InnerPairs = found.InnerPairs + 1 }
                    : found with { Outer = found.Outer + distance, OuterPairs = found.OuterPairs + 1 };
            }

            rows[row] = found;
            share.Add();
        });

        // Summed in order of the rows: the same however many threads there were. No pairs make 0 / 0.
        return new ConceptDistances(rows.Sum(row => row.Inner) / rows.Sum(row => row.InnerPairs), rows.Sum(row => row.Outer) / rows.Sum(row => row.OuterPairs));
    }
}
