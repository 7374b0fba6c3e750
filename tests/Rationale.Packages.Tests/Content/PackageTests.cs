namespace Rationale.Packages.Tests.Content;

/// <summary>What lies in each package, and what it says about itself.</summary>
public sealed class PackageTests(PackageFeed feed)
{
    /// <summary>Packages with a library, and the assemblies in it.</summary>
    public static TheoryData<string, string[]> Libraries => new()
    {
        { "Rationale", ["Rationale", "Rationale.Graph"] },
        { "Rationale.Attributes", ["Rationale.Attributes"] },
        { "Rationale.FSharp", ["Rationale.FSharp"] },
        { "Rationale.Gpu", ["Rationale.Gpu"] },
        { "Rationale.Hosting", ["Rationale.Hosting"] },
        { "Rationale.Torch", ["Rationale.Torch"] },
    };

    [Fact]
    public void These_packages_are_made_and_no_others() => Assert.Equal(
        Libraries.Select(row => row.Data.Item1).Append("Rationale.Templates").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(feed.Folder, "*.nupkg").Select(file => Path.GetFileName(file)[..^$".{Built.Version}.nupkg".Length]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_has_documentation_of_its_members(string id, string[] assemblies)
    {
        using var package = new Package(feed, id);

        foreach (var extension in new[] { ".dll", ".xml" })
        {
            Assert.Equal(
                assemblies.Select(assembly => assembly + extension).Order(StringComparer.Ordinal),
                package.Files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal) && file.EndsWith(extension, StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }

        Assert.All(assemblies, assembly => Assert.Contains("<member name=", package.ReadText(package.Files.Single(file => file.StartsWith("lib/", StringComparison.Ordinal) && file.EndsWith($"/{assembly}.xml", StringComparison.Ordinal)))));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_package_says_what_it_is_and_under_which_license(string id, string[] assemblies)
    {
        using var package = new Package(feed, id);

        Assert.NotEmpty(assemblies);
        Assert.Equal(Built.Version, package.Metadata["version"]);
        Assert.Equal("MIT", package.Metadata["license"]);
        Assert.True(package.Metadata["description"].Length > 80);
        Assert.Contains("explainability", package.Metadata["tags"]);
        Assert.EndsWith("CHANGELOG.md", package.Metadata["releaseNotes"]);
        Assert.StartsWith("https://github.com/", package.Repository.Attribute("url")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", package.Repository.Attribute("commit")!.Value);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], package.Read(package.Metadata["icon"])[..4]);
        Assert.StartsWith($"# {id}\n", package.ReadText(package.Metadata["readme"]));
        Assert.Contains("dotnet add package", package.ReadText(package.Metadata["readme"]));
    }

    [Fact]
    public void The_compiler_finds_generator_analyzers_and_fixes_in_one_package_only()
    {
        using var package = new Package(feed, "Rationale");

        Assert.Equal(
            ["Rationale.Analyzers.dll", "Rationale.Attributes.dll", "Rationale.CodeFixes.dll", "Rationale.Generators.dll", "Rationale.Graph.dll"],
            package.Files.Where(file => file.StartsWith("analyzers/dotnet/cs/", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("buildTransitive/net10.0/Rationale.targets", package.Files);
        foreach (var id in Libraries.Select(row => row.Data.Item1).Where(id => id != "Rationale"))
        {
            using var other = new Package(feed, id);
            Assert.DoesNotContain(other.Files, file => file.StartsWith("analyzers/", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_package_fits_ours_of_its_version_and_later_ones_of_others(string id, string[] assemblies)
    {
        using var package = new Package(feed, id);

        // The range of TorchSharp ends before its next minor version, which changes its members.
        var ours = package.Dependencies.Where(dependency => dependency.Id.StartsWith("Rationale", StringComparison.Ordinal)).ToArray();
        Assert.All(ours, dependency => Assert.Equal(($"[{Built.Version}]", "All"), (dependency.Version, dependency.Include)));
        Assert.All(package.Dependencies.Except(ours), dependency => Assert.Matches(@"^([0-9.]+|\[[0-9.]+, [0-9.]+\))$", dependency.Version));
        Assert.DoesNotContain(package.Dependencies, dependency => dependency.Id == "Rationale.Graph");
        Assert.Equal(id == "Rationale.Attributes" ? 0 : 1, ours.Length);
        Assert.NotEmpty(assemblies);
    }
}
