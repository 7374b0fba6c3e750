using Rationale.Data;

namespace Rationale.SelfExplaining;

/// <summary>
/// How far the concepts of examples are apart, ‖h(x) − h(x′)‖: those of one class should be near each other, those of different classes far (Zheng, Fernandes and Prakash 2019,
/// arXiv 1905.12429).
/// </summary>
/// <param name="InClass">Mean over pairs of examples of one class; not a number where there is no such pair.</param>
/// <param name="OutClass">Mean over pairs of examples of different classes; not a number where there is no such pair.</param>
public readonly record struct ConceptDistances(double InClass, double OutClass)
{
    /// <summary>Measures explained examples with their labels.</summary>
    /// <param name="explanations">The examples' explanations.</param>
    /// <param name="data">The same examples with their labels.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between examples.</param>
    /// <exception cref="ArgumentException">Examples and explanations differ in number, or there are no labels or no examples.</exception>
    public static ConceptDistances Compute(ConceptExplanations explanations, Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var labels = ConceptLabels.Find(explanations, data);
        var rows = new (double Inner, long InnerPairs, double Outer, long OuterPairs)[labels.Length];
        var share = new ShareDone(progress, labels.Length);
        Parallel.For(0, labels.Length, new ParallelOptions { CancellationToken = cancellationToken }, example =>
        {
            var found = (Inner: 0.0, InnerPairs: 0L, Outer: 0.0, OuterPairs: 0L);
            for (var other = example + 1; other < labels.Length; other++)
            {
                var distance = DiscreteStability.Distance(explanations.Concepts(example), explanations.Concepts(other));
                found = labels[example] == labels[other]
                    ? found with { Inner = found.Inner + distance, InnerPairs = found.InnerPairs + 1 }
                    : found with { Outer = found.Outer + distance, OuterPairs = found.OuterPairs + 1 };
            }

            rows[example] = found;
            share.Add();
        });

        // Summed in order of the examples: the same however many threads there were. No pairs make 0 / 0.
        return new ConceptDistances(rows.Sum(row => row.Inner) / rows.Sum(row => row.InnerPairs), rows.Sum(row => row.Outer) / rows.Sum(row => row.OuterPairs));
    }
}
