using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Rationale.Generators.Tests.Architecture;

/// <summary>Holds <c>docs/architecture.md</c> against the source tree: its paths exist, its lists are exact, and no project knows more than it says.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    /// <summary>The projects of code: what a new operator or objective must not be spread over.</summary>
    private static readonly string[] Projects = ["src", "generators", "analyzers"];

    public static TheoryData<string> Paths => [.. PathPattern().Matches(Page).Select(match => match.Groups[1].Value).Distinct()];

    public static TheoryData<string> Examples => [.. ExamplePattern().Matches(Page).Select(match => match.Groups[1].Value)];

    public static TheoryData<string, string> References
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (Match match in ProjectPattern().Matches(Page))
            {
                data.Add(match.Groups[1].Value, match.Groups[2].Value.Trim());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_path_on_the_page_exists(string path)
    {
        var pattern = new Regex("^" + Regex.Escape(path).Replace("<Name>", "*").Replace(@"\*", "*").Replace("*", "[^/]*") + (path.EndsWith(".md", StringComparison.Ordinal) ? "$" : "(/.*)?$"));

        Assert.Contains(Tree, file => pattern.IsMatch(file));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_files_of_an_example_are_those_that_name_it(string name)
    {
        var listed = ExamplePattern().Matches(Page).Single(match => match.Groups[1].Value == name).Groups[2].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var word = new Regex($@"\b{name}(Attribute|Reader|Op)?\b");
        var found = Tree.Where(file => SourcePattern().IsMatch(file) && Projects.Contains(file.Split('/')[0]))
            .Where(file => Code(file).Any(line => word.IsMatch(line)));

        Assert.Equal(listed.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_is_on_the_page() => Assert.Equal(
        Tree.Where(file => ProjectFilePattern().IsMatch(file) && Projects.Contains(file.Split('/')[0])).Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal),
        References.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_that_ships_has_a_list_of_its_public_members() => Assert.Equal(
        References.Select(row => row.Data.Item1).Where(project => project.StartsWith("src/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        Tree.Where(file => Path.GetFileName(file) is "PublicAPI.Shipped.txt" or "PublicApi.txt").Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(References))]
    public void A_project_refers_to_those_that_the_page_names(string project, string allowed)
    {
        var found = ProjectFile(project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Equal(Names(allowed).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(References))]
    public void A_project_imports_no_namespace_of_a_project_that_it_may_not_know(string project, string allowed)
    {
        // What a namespace belongs to is told by folder, not by name: every project but Rationale.Graph and Rationale.Attributes has one of its own.
        // A source file of another project that a project compiles itself brings its namespace along.
        var linked = ProjectFile(project).Descendants("Compile").SelectMany(file => file.Attribute("Include")?.Value.Split('/', '\\') ?? []);
        var known = Known(allowed).Concat(linked).Append(Path.GetFileName(project)).ToHashSet();
        var foreign = References.Select(row => Path.GetFileName(row.Data.Item1)).Where(other => other != "Rationale" && !known.Contains(other));
        var imports = new Regex($@"^(using (static )?|open (type )?)({string.Join('|', foreign.Select(Regex.Escape))})[.;]");

        Assert.DoesNotContain(Tree.Where(file => file.StartsWith(project + "/", StringComparison.Ordinal) && SourcePattern().IsMatch(file)), file => Code(file).Any(line => imports.IsMatch(line)));
    }

    private static IEnumerable<string> Known(string allowed) =>
        Names(allowed).SelectMany(name => Known(References.Single(row => Path.GetFileName(row.Data.Item1) == name).Data.Item2).Append(name));

    private static XDocument ProjectFile(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, Tree.Single(file => Path.GetDirectoryName(file) == project && ProjectFilePattern().IsMatch(file))));

    private static string[] Names(string allowed) => allowed.Split([' ', '`'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Lines of a file without comments.</summary>
    private static IEnumerable<string> Code(string file) => File.ReadLines(Path.Combine(Repository.Root, file)).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    /// <summary>Every file of the folders that the page speaks of, as a path from the root; what is built is none of them.</summary>
    private static IReadOnlyList<string> Tree { get; } =
    [
        .. new[] { "src", "generators", "analyzers", "tests", "docs", "samples", "eng" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)),
    ];

    [GeneratedRegex(@"\.(cs|fs)proj$")]
    private static partial Regex ProjectFilePattern();

    [GeneratedRegex(@"\.(cs|fs)$")]
    private static partial Regex SourcePattern();

    // In backticks, from the root: `src/Rationale/Data/Dataset.cs`, with * or <Name> for a part of a name.
    [GeneratedRegex(@"`((?:src|generators|analyzers|tests|docs|samples|eng)/[^`\s]+)`")]
    private static partial Regex PathPattern();

    // A list of files between fences: ```text files of WeightPenalty
    [GeneratedRegex(@"```text files of (\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ExamplePattern();

    // A row of the table of projects: | `src/Rationale` | what lives there | `Rationale.Graph` |
    [GeneratedRegex(@"^\| `((?:src|generators|analyzers)/[\w.]+)` \| [^|]* \|([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex ProjectPattern();
}
