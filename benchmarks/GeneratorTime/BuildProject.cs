using System.Diagnostics;
using System.Globalization;

namespace Rationale.Benchmarks.Generator;

/// <summary>A project in a folder of its own that <c>dotnet build</c> builds as a user's.</summary>
internal sealed class BuildProject
{
    private readonly string _folder;

    private BuildProject(string folder, string name) => (_folder, Name) = (folder, name);

    /// <summary>Name of the project.</summary>
    public string Name { get; }

    /// <summary>Bytes of the assembly that was built.</summary>
    public long AssemblyLength => new FileInfo(Path.Combine(_folder, "bin", "Release", "net10.0", Name + ".dll")).Length;

    /// <summary>Writes a project and restores it.</summary>
    /// <param name="parent">The folder above it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="sources">What the user wrote.</param>
    /// <param name="generated">What the generator wrote for it, to be compiled as sources.</param>
    /// <param name="withPackage">Whether generator and rules run.</param>
    public static BuildProject Create(string parent, string name, IReadOnlyList<string> sources, IReadOnlyList<string> generated, bool withPackage)
    {
        var project = new BuildProject(Path.Combine(parent, name), name);
        Directory.CreateDirectory(project._folder);
        for (var index = 0; index < sources.Count; index++)
        {
            File.WriteAllText(Path.Combine(project._folder, $"Model{Number(index)}.cs"), sources[index]);
        }

        for (var index = 0; index < generated.Count; index++)
        {
            File.WriteAllText(Path.Combine(project._folder, $"File{Number(index)}.g.cs"), generated[index]);
        }

        // The files of the package, from where this program has them.
        var references = string.Concat(new[] { "Rationale", "Rationale.Graph", "Rationale.Attributes" }.Select(file => $"""<Reference Include="{Library(file)}" />"""));
        var analyzers = string.Concat(new[] { "Rationale.Generators", "Rationale.Analyzers", "Rationale.Graph", "Rationale.Attributes" }.Select(file => $"""<Analyzer Include="{Library(file)}" />"""));
        File.WriteAllText(Path.Combine(project._folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>{references}{(withPackage ? analyzers : "")}</ItemGroup>
            </Project>
            """);
        project.Run("restore");
        return project;

        static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);

        static string Library(string file) => Path.Combine(AppContext.BaseDirectory, file + ".dll");
    }

    /// <summary>Builds everything anew.</summary>
    /// <param name="compiler">Name of the compiler that stays in memory; null for one that ends with the build.</param>
    public void Build(string? compiler) =>
        Run(["build", "-c", "Release", "--no-restore", "--no-incremental", "-v", "quiet", "-nodeReuse:false", .. compiler is null ? new[] { "-p:UseSharedCompilation=false" } : ["-p:UseSharedCompilation=true", $"-p:SharedCompilationId={compiler}"]]);

    /// <summary>Ends the compiler in memory.</summary>
    /// <param name="compiler">Its name; null if there is none.</param>
    public static void Shutdown(string? compiler)
    {
        var server = Process.GetProcesses().Where(process => compiler is not null && CommandLine(process).Contains($"-pipename:{compiler}", StringComparison.Ordinal));
        foreach (var process in server)
        {
            process.Kill();
        }

        static string CommandLine(Process process)
        {
            var path = $"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/cmdline";
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
    }

    private void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true };

        // Builds start with what a user's shell has, not with what this program was started by.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {arguments[0]} of {Name} failed: {output}");
        }
    }
}
