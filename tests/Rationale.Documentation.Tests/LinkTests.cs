using System.Text.RegularExpressions;

namespace Rationale.Documentation.Tests;

/// <summary>Links between pages lead somewhere, and the index of the pages names every one.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file()
    {
        string[] pages = [.. Pages("").Concat(new[] { "docs", "samples", "src", "benchmarks", "tests/reference", "templates" }.SelectMany(folder => Pages(folder, SearchOption.AllDirectories)))];
        Assert.Contains(pages, page => page.EndsWith("CONTRIBUTING.md", StringComparison.Ordinal));
        var links = pages.SelectMany(page => LinkPattern().Matches(CodePattern().Replace(File.ReadAllText(page), "")).Select(match => (Page: page, Target: match.Groups["target"].Value))).ToArray();

        Assert.InRange(links.Length, 300, int.MaxValue);
        Assert.DoesNotContain(links, link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.Page)!, link.Target)));
    }

    [Fact]
    public void The_index_names_every_page()
    {
        var index = File.ReadAllText(Path.Combine(Repository.Root, "docs", "README.md"));

        Assert.DoesNotContain(new[] { "how-to", "papers" }.SelectMany(folder => Pages(Path.Combine("docs", folder))), page =>
            !index.Contains($"({Path.GetFileName(Path.GetDirectoryName(page))}/{Path.GetFileName(page)})", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Pages(string folder, SearchOption depth = SearchOption.TopDirectoryOnly) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", depth).Where(page => !BuiltPattern().IsMatch(page));

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)(?<target>[^)\s#]+)(#[^)\s]*)?\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex BuiltPattern();
}
