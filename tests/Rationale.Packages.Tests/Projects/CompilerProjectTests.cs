using Rationale.Generators.Tests;

namespace Rationale.Packages.Tests.Projects;

/// <summary>Projects that a user's project beside a checkout refers to take no properties of its publishing: netstandard2.0 can be neither trimmed nor compiled ahead of time (NETSDK1124, NETSDK1207).</summary>
public sealed class CompilerProjectTests(PackageFeed feed)
{
    [Fact]
    public void Publishing_a_program_does_not_reach_the_projects_that_the_compiler_loads()
    {
        var projects = new[] { "src", "generators", "analyzers" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Where(file => !File.ReadAllText(file).Contains("$(RuntimeFramework)", StringComparison.Ordinal))
            .ToArray();

        Assert.Equal(5, projects.Length);

        // One process asks all projects, through a target that is imported into each.
        var folder = feed.CreateFolder("compilerProjects");
        var (target, all) = (Path.Combine(folder, "Tell.targets"), Path.Combine(folder, "All.proj"));
        File.WriteAllText(target, """
            <Project>
              <Target Name="Tell">
                <Message Importance="high" Text="$(MSBuildProjectName): $(TargetFramework) $(PublishTrimmed) $(PublishAot) $(PublishSingleFile)" />
              </Target>
            </Project>
            """);
        File.WriteAllText(all, $"""
            <Project>
              <ItemGroup><Asked Include="{string.Join(';', projects)}" /></ItemGroup>
              <Target Name="TellAll">
                <MSBuild Projects="@(Asked)" Targets="Tell" Properties="CustomAfterMicrosoftCommonTargets={target};PublishTrimmed=true;PublishAot=true;PublishSingleFile=true" />
              </Target>
            </Project>
            """);
        var said = Command.Dotnet(folder, "msbuild", all, "-t:TellAll", "-nologo", "-v:minimal").Succeeded().Output.Split('\n').Select(line => line.Trim());

        Assert.All(projects, project => Assert.Contains($"{Path.GetFileNameWithoutExtension(project)}: netstandard2.0 false false false", said));
    }
}
