namespace Rationale.Data;

/// <summary>How well the parts of one feature tell the label, learned on the even examples and measured on the odd ones, so that a number for each example tells nothing.</summary>
internal static class FeatureParts
{
    private const int Parts = 20;

    /// <summary>The part of each value: its category, or one of 20 parts of equal size; missing values are a part of their own.</summary>
    /// <param name="values">One for each example, not a number where it is missing.</param>
    /// <param name="sorted">Those that are not missing, in order.</param>
    /// <param name="holdsTexts">Whether values are numbers of categories.</param>
    public static int[] Divide(ReadOnlySpan<double> values, ReadOnlySpan<double> sorted, bool holdsTexts)
    {
        var bounds = new List<double>();
        for (var part = 1; part < Parts && sorted.Length > 0 && !holdsTexts; part++)
        {
            var bound = sorted[(int)((long)sorted.Length * part / Parts)];
            if (bound > sorted[0] && (bounds.Count == 0 || bound > bounds[^1]))
            {
                bounds.Add(bound);
            }
        }

        var parts = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var found = holdsTexts || double.IsNaN(values[i]) ? 0 : bounds.BinarySearch(values[i]);
            parts[i] = double.IsNaN(values[i]) ? 0 : 1 + (holdsTexts ? (int)values[i] : found >= 0 ? found + 1 : ~found);
        }

        return parts;
    }

    /// <summary>The balanced accuracy of guessing the class that is most frequent in a part, measured by its frequency in all; chance in parts that were not learned.</summary>
    public static double Accuracy(int[] parts, ReadOnlySpan<int> labels, int classes)
    {
        var counts = new Dictionary<int, int[]>();
        var (learned, seen, right) = (new int[classes], new int[classes], new double[classes]);
        for (var i = 0; i < parts.Length; i += 2)
        {
            learned[labels[i]]++;
            (counts.TryGetValue(parts[i], out var found) ? found : counts[parts[i]] = new int[classes])[labels[i]]++;
        }

        var guesses = counts.ToDictionary(part => part.Key, part => Enumerable.Range(0, classes).MaxBy(index => learned[index] == 0 ? 0 : (double)part.Value[index] / learned[index]));
        for (var i = 1; i < parts.Length; i += 2)
        {
            seen[labels[i]]++;
            right[labels[i]] += guesses.TryGetValue(parts[i], out var guess) ? (guess == labels[i] ? 1 : 0) : 1.0 / classes;
        }

        double[] recalls = [.. Enumerable.Range(0, classes).Where(index => seen[index] > 0).Select(index => right[index] / seen[index])];
        return recalls.Length < 2 ? double.NaN : Math.Max(1.0 / recalls.Length, recalls.Average());
    }

    /// <summary>R² of guessing the mean target of a part, the mean of all in parts that were not learned.</summary>
    public static double RSquared(int[] parts, ReadOnlySpan<float> targets)
    {
        var sums = new Dictionary<int, (double Sum, int Count)>();
        var (total, learned) = (0.0, 0);
        for (var i = 0; i < parts.Length; i += 2)
        {
            var (sum, count) = sums.GetValueOrDefault(parts[i]);
            sums[parts[i]] = (sum + targets[i], count + 1);
            (total, learned) = (total + targets[i], learned + 1);
        }

        var (mean, left, all) = (total / learned, 0.0, 0.0);
        for (var i = 1; i < parts.Length; i += 2)
        {
            var guess = sums.TryGetValue(parts[i], out var found) ? found.Sum / found.Count : mean;
            left += (targets[i] - guess) * (targets[i] - guess);
            all += (targets[i] - mean) * (targets[i] - mean);
        }

        return all > 0 ? Math.Max(0, 1 - (left / all)) : double.NaN;
    }
}
