using System.Collections;
using System.Globalization;

namespace Rationale.Metrics;

/// <summary>
/// Examples counted by labeled class (first index) and predicted class. Examples with an output that is not finite have no predicted class and are not counted.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class ConfusionMatrix : IReadOnlyList<IReadOnlyList<int>>
{
    private readonly int[][] _counts;
    private readonly IReadOnlyList<string>? _classNames;

    private ConfusionMatrix(int[][] counts, IReadOnlyList<string>? classNames) => (_counts, _classNames) = (counts, classNames);

    /// <summary>Number of classes.</summary>
    public int Count => _counts.Length;

    /// <summary>The counts of the examples of one class, by predicted class.</summary>
    /// <param name="label">From 0 to <see cref="Count"/> − 1.</param>
    public IReadOnlyList<int> this[int label] => _counts[label];

    /// <summary>How many examples of one class were predicted to be of another, or of the same.</summary>
    /// <param name="label">The labeled class.</param>
    /// <param name="predicted">The predicted class.</param>
    public int this[int label, int predicted] => _counts[label][predicted];

    /// <summary>Examples counted.</summary>
    public int Examples => _counts.Sum(row => row.Sum());

    /// <summary>Share of the examples on the diagonal; not a number without examples.</summary>
    public double Accuracy => Ratio(Enumerable.Range(0, Count).Sum(k => _counts[k][k]), Examples);

    /// <summary>The mean recall of the classes that have examples; classes without any are left out. Not a number without examples.</summary>
    public double BalancedAccuracy => Enumerable.Range(0, Count).Where(k => Labeled(k) > 0).Select(Recall).DefaultIfEmpty(double.NaN).Average();

    /// <summary>
    /// The mean F1 score of the classes that have examples or are predicted; a class that is only one of both has 0. Not a number without examples.
    /// </summary>
    public double MacroF1 => Enumerable.Range(0, Count).Select(F1).Where(f1 => !double.IsNaN(f1)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The F1 score of all classes' counts together; where each example has one class and one prediction, that is the accuracy.</summary>
    public double MicroF1
    {
        get
        {
            var hits = Enumerable.Range(0, Count).Sum(k => _counts[k][k]);
            return Ratio(2.0 * hits, 2.0 * Examples);
        }
    }

    /// <summary>Share of the examples of a class that are predicted to be of it; not a number where there are none.</summary>
    /// <param name="k">The class.</param>
    public double Recall(int k) => Ratio(_counts[k][k], Labeled(k));

    /// <summary>Share of the examples predicted to be of a class that are of it; not a number where none is.</summary>
    /// <param name="k">The class.</param>
    public double Precision(int k) => Ratio(_counts[k][k], Predicted(k));

    /// <summary>The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN); not a number where a class has no examples and is not predicted.</summary>
    /// <param name="k">The class.</param>
    public double F1(int k) => Ratio(2.0 * _counts[k][k], Labeled(k) + Predicted(k));

    /// <inheritdoc/>
    public IEnumerator<IReadOnlyList<int>> GetEnumerator() => ((IEnumerable<IReadOnlyList<int>>)_counts).GetEnumerator();

    /// <summary>A table with one line for each labeled class.</summary>
    public override string ToString()
    {
        var table = new TextTable(["label", .. Enumerable.Range(0, Count).Select(Name)]);
        for (var k = 0; k < Count; k++)
        {
            table.Add([Name(k), .. _counts[k].Select(count => count.ToString(CultureInfo.InvariantCulture))]);
        }

        return table.ToString();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static ConfusionMatrix Compute(Outcomes outcomes, IReadOnlyList<string>? classNames)
    {
        var counts = new int[outcomes.Classes][];
        for (var k = 0; k < counts.Length; k++)
        {
            counts[k] = new int[outcomes.Classes];
        }

        var labels = outcomes.Labels;
        var predicted = outcomes.Predicted;
        for (var example = 0; example < labels.Length; example++)
        {
            if (predicted[example] >= 0)
            {
                counts[labels[example]][predicted[example]]++;
            }
        }

        return new ConfusionMatrix(counts, classNames);
    }

    private static double Ratio(double part, double whole) => whole == 0 ? double.NaN : part / whole;

    private string Name(int k) => _classNames is not null && k < _classNames.Count ? _classNames[k] : k.ToString(CultureInfo.InvariantCulture);

    private int Labeled(int k) => _counts[k].Sum();

    private int Predicted(int k) => _counts.Sum(row => row[k]);
}
