namespace Rationale.Data;

/// <summary>Names of features and classes where an error tells of them.</summary>
internal static class DatasetNames
{
    /// <summary>A name in parentheses after a number, or nothing where none is known.</summary>
    public static string After(IReadOnlyList<string>? names, int index) => names is not null && index < names.Count ? $" ('{Excerpt.Shorten(names[index])}')" : "";
}
