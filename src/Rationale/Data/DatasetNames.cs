namespace Rationale.Data;

/// <summary>Names of features and classes where datasets are put together or an error tells of them.</summary>
internal static class DatasetNames
{
    /// <summary>The names that all parts agree on, null where none has any. A part without names agrees with all; a part may know fewer classes than another.</summary>
    /// <param name="parts">The names of each part.</param>
    /// <param name="of">What is named, for the message.</param>
    /// <exception cref="ArgumentException">Two parts name the same feature or class differently: their columns or labels do not mean the same.</exception>
    public static IReadOnlyList<string>? Join(IReadOnlyList<IReadOnlyList<string>?> parts, string of)
    {
        IReadOnlyList<string>? longest = null;
        var owner = 0;
        for (var part = 0; part < parts.Count; part++)
        {
            if (parts[part] is not { } names)
            {
                continue;
            }

            for (var i = 0; longest is not null && i < Math.Min(names.Count, longest.Count); i++)
            {
                if (names[i] != longest[i])
                {
                    throw new ArgumentException($"Dataset {part} names {of} {i} '{names[i]}', but dataset {owner} names it '{longest[i]}'; bring both to the same order, or remove the names of one.");
                }
            }

            (longest, owner) = longest is null || names.Count > longest.Count ? (names, part) : (longest, owner);
        }

        return longest;
    }

    /// <summary>A name in parentheses after a number, or nothing where none is known.</summary>
    public static string After(IReadOnlyList<string>? names, int index) => names is not null && index < names.Count ? $" ('{Excerpt.Shorten(names[index])}')" : "";
}
