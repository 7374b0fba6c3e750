using System.Globalization;

namespace Rationale.Attribution;

/// <summary>
/// Global importance: for each feature, or group of features, the mean magnitude of its attributions over a data set, with the standard error s / √n of that mean, s² being the
/// variance of the magnitudes with n − 1 in the denominator. Immutable, so safe for any number of threads.
/// </summary>
public sealed class GlobalImportance
{
    private const int MaxFeatures = 20;

    private readonly ScoreLabels _labels;
    private readonly double[] _mean;
    private readonly double[] _error;
    private readonly double[] _signed;
    private readonly GlobalImportance? _original;

    internal GlobalImportance(string method, ScoreLabels labels, int examples, double[] mean, double[] error, double[] signed, GlobalImportance? original) =>
        (Method, _labels, Examples, _mean, _error, _signed, _original) = (method, labels, examples, mean, error, signed, original);

    /// <summary>Name of the method.</summary>
    public string Method { get; }

    /// <summary>Number of examples, n.</summary>
    public int Examples { get; }

    /// <summary>Number of features, or of groups.</summary>
    public int Count => _mean.Length;

    /// <summary>Shape of one example.</summary>
    public IReadOnlyList<int> InputShape => _labels.InputShape;

    /// <summary>The groups that the numbers belong to; null where each feature has its own.</summary>
    public FeatureGroups? Groups => _labels.Groups;

    /// <summary>One name per feature; null where they are not known.</summary>
    public IReadOnlyList<string>? FeatureNames => _labels.FeatureNames;

    /// <summary>The mean magnitude of each feature or group.</summary>
    public ReadOnlySpan<double> Means => _mean;

    /// <summary>One feature or group.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public FeatureImportance this[int index] => new(index, _labels[index], _mean[index], _error[index], _signed[index]);

    /// <summary>The most important features or groups, the first of equals first.</summary>
    /// <param name="count">How many, 1 or more; more than there are gives all.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public IReadOnlyList<FeatureImportance> Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. Enumerable.Range(0, Count).OrderBy(index => double.IsNaN(_mean[index])).ThenByDescending(index => _mean[index]).Take(count).Select(index => this[index])];
    }

    /// <summary>
    /// The importance of the raw features, before the preprocessing of the model: the mean magnitude of the scores that <see cref="Attributions.InOriginalUnits"/> gives. What the categories of a feature and its
    /// indicator add is one feature here. Without a preprocessing nothing changes.
    /// </summary>
    /// <exception cref="InvalidOperationException">The scores have no unit, as those of a layer, or belong to groups already.</exception>
    public GlobalImportance InOriginalUnits()
    {
        if (_labels.Raw is not { } raw)
        {
            return this;
        }

        raw.Require(Method, Groups);
        return _original!;
    }

    /// <summary>A table of the most important features or groups.</summary>
    public override string ToString()
    {
        var (top, total) = (Top(MaxFeatures), _mean.Sum());
        var number = TextTable.Unsigned(top[0].Mean);
        var table = new TextTable(Groups is null || _labels.IsOriginal ? "feature" : "group", "mean magnitude", "standard error", "share");
        foreach (var feature in top)
        {
            table.Add(feature.Name, number(feature.Mean), number(feature.StandardError), Share(feature.Mean));
        }

        if (top.Count < Count)
        {
            var rest = Math.Max(0, total - top.Sum(feature => feature.Mean));
            table.Add($"{(Count - top.Count).ToString(CultureInfo.InvariantCulture)} other{(Count - top.Count == 1 ? "" : "s")}", number(rest), "", Share(rest));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Method}, {Examples} example{(Examples == 1 ? "" : "s")}\n{table}");

        string Share(double mean) => TextTable.Percent(total > 0 ? mean / total : 0);
    }
}
