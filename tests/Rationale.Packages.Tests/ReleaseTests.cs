using System.Text.RegularExpressions;
using System.Xml.Linq;
using Rationale.Generators.Tests;

namespace Rationale.Packages.Tests;

/// <summary>What a release says about itself agrees with what it is.</summary>
public sealed partial class ReleaseTests
{
    [Fact]
    public void The_changelog_begins_with_the_version_that_is_built()
    {
        var changelog = File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md"));

        Assert.Equal(Built.Version, HeadingPattern().Match(changelog).Groups[1].Value);
    }

    [Fact]
    public void Every_refusal_of_the_build_has_a_page_and_a_row()
    {
        var index = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", "README.md"));
        var refusals = new[] { "src/Rationale/buildTransitive/Rationale.targets", "src/Rationale.Attributes/build/Rationale.Attributes.targets" }
            .SelectMany(file => XDocument.Load(Path.Combine(Repository.Root, file)).Descendants().Where(element => element.Name.LocalName is "Error" or "Warning"))
            .Select(element => (Code: element.Attribute("Code")!.Value, Severity: element.Name.LocalName.ToLowerInvariant(), Link: element.Attribute("HelpLink")!.Value))
            .ToArray();

        Assert.Equal(["RAT0046", "RAT0047", "RAT0048", "RAT0049", "RAT0056"], refusals.Select(refusal => refusal.Code).Distinct().Order(StringComparer.Ordinal));
        foreach (var (code, severity, link) in refusals)
        {
            var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", $"{code}.md"));
            Assert.StartsWith($"# {code}: ", page);
            Assert.Contains($"Severity: {severity}, reported by the build", page);
            Assert.Equal(["## Cause", "## Why it matters", "## How to fix", "## When to suppress", "## Bad", "## Good"], page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
            Assert.Contains($"| [{code}]({code}.md) | {severity} | {page.Split('\n')[0][$"# {code}: ".Length..]} | – |", index);
            Assert.EndsWith($"{code}.md", link);
        }
    }

    [Fact]
    public void Packages_of_others_in_the_template_are_those_of_the_repository()
    {
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(element => element.Attribute("Include")!.Value, element => element.Attribute("Version")!.Value.Trim('[', ']'));
        var references = Directory.EnumerateFiles(Path.Combine(Repository.Root, "templates", "content"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Select(element => (Id: element.Attribute("Include")!.Value, Version: element.Attribute("Version")!.Value))
            .ToArray();

        Assert.Contains(("Rationale", "RATIONALE_VERSION"), references);
        Assert.All(references.Where(reference => reference.Id != "Rationale"), reference => Assert.Equal(versions[reference.Id], reference.Version));
    }

    [Fact]
    public void The_libtorch_of_projects_beside_a_checkout_is_that_of_the_repository()
    {
        static string? VersionIn(string file, string element) => XDocument.Load(Path.Combine(Repository.Root, file)).Descendants(element)
            .Where(entry => entry.Attribute("Include")!.Value == "TorchSharp-cpu").Select(entry => entry.Attribute("Version")?.Value).Single(version => version is not null);

        Assert.Equal(VersionIn("Directory.Packages.props", "PackageVersion")!.Trim('[', ']'), VersionIn(Path.Combine("eng", "TorchSharp.Cpu.props"), "PackageReference"));
    }

    // The first heading of the second level: ## 0.2.0, 2027-01-31 or ## 0.2.0, unreleased
    [GeneratedRegex(@"^## ([0-9]+\.[0-9]+\.[0-9]+), (?:unreleased|[0-9]{4}-[0-9]{2}-[0-9]{2})$", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();
}
