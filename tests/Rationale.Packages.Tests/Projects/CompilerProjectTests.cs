using Rationale.Generators.Tests;

namespace Rationale.Packages.Tests.Projects;

/// <summary>Projects that a user's project beside a checkout refers to take no properties of its publishing: netstandard2.0 can be neither trimmed nor compiled ahead of time (NETSDK1124, NETSDK1207).</summary>
public sealed class CompilerProjectTests
{
    [Fact]
    public void Publishing_a_program_does_not_reach_the_projects_that_the_compiler_loads()
    {
        var projects = new[] { "src", "generators", "analyzers" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Where(file => !File.ReadAllText(file).Contains("$(RuntimeFramework)", StringComparison.Ordinal))
            .ToArray();

        Assert.Equal(5, projects.Length);
        foreach (var project in projects)
        {
            var values = Command.Dotnet(
                Repository.Root,
                "msbuild", project, "-p:PublishTrimmed=true", "-p:PublishAot=true", "-p:PublishSingleFile=true", "-getProperty:TargetFramework,PublishTrimmed,PublishAot,PublishSingleFile,IsTrimmable").Succeeded().Output;
            Assert.Contains("\"TargetFramework\": \"netstandard2.0\"", values);
            Assert.Contains("\"PublishTrimmed\": \"false\"", values);
            Assert.Contains("\"PublishAot\": \"false\"", values);
            Assert.Contains("\"PublishSingleFile\": \"false\"", values);
        }
    }
}
