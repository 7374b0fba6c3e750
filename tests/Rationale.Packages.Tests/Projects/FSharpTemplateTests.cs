using System.Runtime.InteropServices;

namespace Rationale.Packages.Tests.Projects;

/// <summary>What <c>dotnet new rationale -lang F#</c> makes: built, tested, and compiled ahead of time for inference. A model in F# is trimmed in <see cref="TrimmedTests"/>.</summary>
public sealed class FSharpTemplateTests(FSharpTemplateTests.Project project, ITestOutputHelper output) : IClassFixture<FSharpTemplateTests.Project>
{
    [Fact]
    public void It_builds_without_a_warning_and_its_tests_pass()
    {
        Assert.Empty(project.Build.Succeeded().Messages);
        var tests = Command.Dotnet(project.Folder, Path.Combine("tests", "Loans.Tests", "bin", "Release", "net10.0", "Loans.Tests.dll")).Succeeded();

        Assert.Matches("Total: 2, Errors: 0, Failed: 0, Skipped: 0", tests.Output);
    }

    /// <summary>Without optimizations, which take half of the time and have nothing to do with F#: the program in C# is compiled with them.</summary>
    [NativeFact]
    public void It_runs_compiled_ahead_of_time_and_only_FSharp_Core_is_warned_of()
    {
        var published = Path.Combine(project.Folder, "native");
        var result = Command.Dotnet(
            project.Folder,
            "publish", "src/Loans", "--configuration", "Release", "--runtime", Built.RuntimeIdentifier, "--output", published, "-v:quiet", "-p:DisableTransitiveFrameworkReferenceDownloads=true",
            "-p:PublishAot=true", "-p:NativeDebugSymbols=false", "-p:Optimize=false").Succeeded();
        Assert.All(result.Messages, message => Assert.Contains("FSharp.Core", message.ToString()));

        // Trained with the framework, and explained by what was published.
        var run = Directory.CreateDirectory(Path.Combine(project.Folder, "run")).FullName;
        var trained = Command.Dotnet(run, Path.Combine(project.Folder, "src", "Loans", "bin", "Release", "net10.0", "Loans.dll")).Succeeded();
        var explained = Command.Run(run, Path.Combine(published, RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "Loans.exe" : "Loans"), "explain", "1.2", "0.5", "0").Succeeded();

        Assert.Matches(@"^Right for 8[0-9] of 100 loans; saved as Loans\.safetensors\.\s*$", trained.Output);
        Assert.Matches(@"\nincome +[+-][0-9.]+ +[0-9.]+ %", explained.Output);
        output.WriteLine($"{Directory.EnumerateFiles(published).Where(file => Path.GetExtension(file) is not (".dbg" or ".pdb")).Sum(file => new FileInfo(file).Length) / 1e6:F1} MB; explaining {explained.Elapsed.TotalMilliseconds:F0} ms; {string.Join(" | ", result.Messages)}");
    }

    /// <summary>The project, made and built once.</summary>
    public sealed class Project
    {
        public Project(PackageFeed feed)
        {
            var folder = feed.CreateFolder("fsharp-template");
            var hive = Path.Combine(folder, ".hive");
            Command.Dotnet(folder, "new", "install", feed.PathOf("Rationale.Templates"), "--debug:custom-hive", hive).Succeeded();
            Command.Dotnet(folder, "new", "rationale", "--language", "F#", "--name", "Loans", "--output", "Loans", "--skipRestore", "--debug:custom-hive", hive).Succeeded();
            Folder = Path.Combine(folder, "Loans");
            Build = Command.Dotnet(Folder, "build", "Loans.slnx", "--configuration", "Release", "-v:quiet");
        }

        /// <summary>Where it was made.</summary>
        internal string Folder { get; }

        /// <summary>How the build of program and tests ended.</summary>
        internal CommandResult Build { get; }
    }
}
