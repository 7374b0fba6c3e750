using System.Text.RegularExpressions;

namespace Rationale.Documentation.Tests;

/// <summary>
/// The C# of a page. Blocks may go on from each other: what one declares, later ones may use. What a page takes for granted, such as the data of the reader, stands in a comment that is not
/// shown: <c>&lt;!-- given</c>, then usings, types and variables as C#, then <c>--&gt;</c>; it holds for the blocks below it.
/// </summary>
internal sealed partial class DocumentationPage
{
    private DocumentationPage(string path, IReadOnlyList<(bool IsGiven, CodeBlock Block)> parts) => (Path, Parts) = (path, parts);

    public string Path { get; }

    /// <summary>Blocks and what is given, in the order of the page.</summary>
    public IReadOnlyList<(bool IsGiven, CodeBlock Block)> Parts { get; }

    public IEnumerable<CodeBlock> Blocks => Parts.Where(part => !part.IsGiven).Select(part => part.Block);

    public static DocumentationPage Read(string path)
    {
        var text = File.ReadAllText(System.IO.Path.Combine(Repository.Root, path));
        return new DocumentationPage(path, [.. PartPattern().Matches(text).Select(match =>
        {
            var code = match.Groups["code"].Success ? match.Groups["code"] : match.Groups["given"];
            return (match.Groups["given"].Success, new CodeBlock(path, 1 + text.AsSpan(0, code.Index).Count('\n'), code.Value));
        })]);
    }

    /// <summary>The part below a heading of the second level, with what is given above it.</summary>
    /// <param name="heading">The heading.</param>
    public DocumentationPage Below(string heading)
    {
        var lines = File.ReadAllLines(System.IO.Path.Combine(Repository.Root, Path));
        var from = Array.IndexOf(lines, $"## {heading}");
        var to = from < 0 ? -1 : Array.FindIndex(lines, from + 1, line => line.StartsWith("## ", StringComparison.Ordinal));
        return new DocumentationPage(Path, [.. Parts.Where(part => part.IsGiven || (from >= 0 && part.Block.Line > from && (to < 0 || part.Block.Line < to)))]);
    }

    /// <summary>Every page that shows C#.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { "README.md" }
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')))
            .Where(path => File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)).Contains("```csharp\n", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```|^<!-- given\n(?<given>.*?)^-->", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex PartPattern();
}
