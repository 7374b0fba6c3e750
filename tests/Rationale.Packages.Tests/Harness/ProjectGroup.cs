namespace Rationale.Packages.Tests;

/// <summary>Projects that are restored and built by one process, which reads the SDK and starts its tools once for all of them.</summary>
/// <param name="folder">The folder with the folders of the projects.</param>
internal sealed class ProjectGroup(string folder)
{
    private readonly List<string> _projects = [];
    private IReadOnlyList<BuildMessage> _messages = [];

    /// <summary>The folder with the folders of the projects.</summary>
    public string Folder => folder;

    /// <summary>Writes a project for .NET 10.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="properties">Elements below PropertyGroup.</param>
    /// <param name="items">Elements below ItemGroup.</param>
    /// <param name="source">Its only file of code.</param>
    /// <param name="targets">Targets of its own.</param>
    /// <param name="language">cs or fs.</param>
    public void Add(string name, string properties, string items, string source, string targets = "", string language = "cs")
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var project = Path.Combine(own, $"{name}.{language}proj");
        File.WriteAllText(Path.Combine(own, "Program." + language), source);
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup>
              <ItemGroup>{items}{(language == "fs" ? "<Compile Include='Program.fs' />" : "")}</ItemGroup>
              {targets}
            </Project>
            """);
        _projects.Add(project);
    }

    /// <summary>Restores and builds all of them, whatever happens to each.</summary>
    public void Build()
    {
        var all = Path.Combine(folder, "All.proj");
        File.WriteAllText(all, $"""
            <Project>
              <ItemGroup><Project Include="{string.Join(';', _projects)}" /></ItemGroup>
              <Target Name="BuildAll">
                <MSBuild Projects="@(Project)" Targets="Restore" Properties="Restoring=true" BuildInParallel="true" ContinueOnError="true" />
                <MSBuild Projects="@(Project)" Targets="Build" Properties="Configuration=Release" BuildInParallel="true" ContinueOnError="true" />
              </Target>
            </Project>
            """);
        _messages = Command.Dotnet(folder, "msbuild", all, "-t:BuildAll", "-m", "-v:quiet").Messages;
    }

    /// <summary>What was said about a project.</summary>
    public IEnumerable<BuildMessage> Of(string project)
    {
        Assert.Contains(_projects, path => Path.GetFileNameWithoutExtension(path) == project);
        return _messages.Where(message => message.Project == project);
    }

    /// <summary>Fails the test where anything was said about a project, and runs what it was built to.</summary>
    /// <param name="project">The project.</param>
    /// <returns>What the program printed.</returns>
    public string Run(string project)
    {
        Assert.Empty(Of(project));
        return Command.Dotnet(Path.Combine(folder, project), Path.Combine("bin", "Release", "net10.0", project + ".dll")).Succeeded().Output.Trim();
    }
}
