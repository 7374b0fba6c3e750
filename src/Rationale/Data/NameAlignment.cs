namespace Rationale.Data;

/// <summary>Where named features and classes stand in another order. Names decide, never places: two files of the same columns in another order mean the same.</summary>
internal static class NameAlignment
{
    /// <summary>For each feature that is known, its column in the data; null where nothing has to be moved.</summary>
    /// <param name="found">The names that the data have.</param>
    /// <param name="known">The names in the order that is wanted.</param>
    /// <param name="owner">Who wants it, for messages.</param>
    /// <exception cref="ArgumentException">The names are not the same set, or one occurs twice.</exception>
    public static int[]? Features(IReadOnlyList<string>? found, IReadOnlyList<string>? known, string owner)
    {
        if (found is null || known is null || found.SequenceEqual(known, StringComparer.Ordinal))
        {
            return null;
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < found.Count; i++)
        {
            if (!places.TryAdd(found[i], i))
            {
                throw new ArgumentException($"Two features of the data are named '{Excerpt.Shorten(found[i])}', so that they cannot be found by name; rename one with WithFeatureNames.");
            }
        }

        var missing = known.Where(name => !places.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            throw new ArgumentException($"{owner} has the feature{Plural(missing)} {Quoted(missing)}, which the data lack; the data have {Quoted(found)}.");
        }

        var extra = found.Except(known, StringComparer.Ordinal).ToList();
        return extra.Count == 0
            ? [.. known.Select(name => places[name])]
            : throw new ArgumentException($"The data have the feature{Plural(extra)} {Quoted(extra)}, which {Lower(owner)} does not know; leave them out, for example with CsvOptions.FeatureColumns.");
    }

    /// <summary>For each class of the data, its number in the order that is wanted; −1 for one that no label has. Null where nothing has to be moved.</summary>
    /// <param name="data">Labeled data.</param>
    /// <param name="known">The names in the order that is wanted.</param>
    /// <param name="owner">Who wants it, for messages.</param>
    /// <exception cref="ArgumentException">A class that occurs is unknown.</exception>
    public static int[]? Classes(Dataset data, IReadOnlyList<string>? known, string owner)
    {
        if (data.ClassNames is not { } found || known is null || found.SequenceEqual(known, StringComparer.Ordinal))
        {
            return null;
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < known.Count; i++)
        {
            numbers.TryAdd(known[i], i);
        }

        int[] map = [.. found.Select(name => numbers.GetValueOrDefault(name, -1))];
        foreach (var label in data.Labels.Span)
        {
            if (map[label] < 0)
            {
                throw new ArgumentException($"The data have the class '{Excerpt.Shorten(found[label])}', which {Lower(owner)} does not know; its classes are {Quoted(known)}.");
            }
        }

        return map;
    }

    private static string Plural(List<string> names) => names.Count == 1 ? "" : "s";

    private static string Quoted(IEnumerable<string> names) => Excerpt.Shorten([.. names.Select(name => $"'{name}'")]);

    /// <summary>A name of an owner inside a sentence.</summary>
    public static string Lower(string owner) => owner.StartsWith("The ", StringComparison.Ordinal) ? "t" + owner[1..] : owner;
}
