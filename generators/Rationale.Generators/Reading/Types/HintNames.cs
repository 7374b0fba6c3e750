using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading;

/// <summary>
/// Names of generated files. The compiler drops the whole output of a generator when two names are equal ignoring case, and file systems
/// know fewer characters than C#. So every name ends with a hash of the exact metadata name: <c>A.B_C</c>, <c>A_B.C</c>, <c>a.b_c</c> and
/// <c>A.B_C`1</c> all differ.
/// </summary>
internal static class HintNames
{
    // Leaves space for the folder of the project and the concern in the 260 characters of old Windows paths.
    private const int MaxReadableLength = 80;

    /// <summary>The start of the names of a type's files.</summary>
    public static string Create(INamedTypeSymbol type)
    {
        var name = MetadataName(type);
        var readable = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            readable.Append(character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' ? character : '_');
        }

        var excess = Math.Max(0, readable.Length - MaxReadableLength);
        return $"{readable.Remove(0, excess)}-{Hash(name).ToString("x8", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Whether a file was generated for a type, whatever its concern.</summary>
    public static bool IsFileOf(string hintName, string path) => Path.GetFileName(path).StartsWith(hintName + ".", StringComparison.Ordinal);

    private static string MetadataName(INamedTypeSymbol type) => type switch
    {
        { ContainingType: { } outer } => $"{MetadataName(outer)}+{type.MetadataName}",
        { ContainingNamespace.IsGlobalNamespace: false } => $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}",
        _ => type.MetadataName,
    };

    // FNV-1a over UTF-16: string.GetHashCode differs from run to run.
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash;
    }
}
