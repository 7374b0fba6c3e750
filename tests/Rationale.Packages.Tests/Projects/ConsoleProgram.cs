using System.Runtime.InteropServices;

namespace Rationale.Packages.Tests.Projects;

/// <summary>The program that the template makes, built once: the same project is run, tested and published by the tests.</summary>
public sealed class ConsoleProgram
{
    public ConsoleProgram(PackageFeed feed)
    {
        var folder = feed.CreateFolder("console");
        var hive = Path.Combine(folder, ".hive");
        Command.Dotnet(folder, "new", "install", feed.PathOf("Rationale.Templates"), "--debug:custom-hive", hive).Succeeded();
        Command.Dotnet(folder, "new", "rationale", "--name", "Loans", "--output", "Loans", "--skipRestore", "--debug:custom-hive", hive).Succeeded();
        Folder = Path.Combine(folder, "Loans");
        Build = Command.Dotnet(Folder, "build", "Loans.slnx", "--configuration", "Release", "-v:quiet");
    }

    /// <summary>Where the template was made.</summary>
    internal string Folder { get; }

    /// <summary>How the build of program and tests ended.</summary>
    internal CommandResult Build { get; }

    /// <summary>Publishes the program for this machine.</summary>
    /// <param name="name">Name of the folder that gets it.</param>
    /// <param name="properties">How it is published.</param>
    /// <returns>The path of the program.</returns>
    internal string Publish(string name, params string[] properties)
    {
        var output = Path.Combine(Folder, name);
        var result = Command.Dotnet(
            Folder,
            ["publish", "src/Loans", "--configuration", "Release", "--runtime", Built.RuntimeIdentifier, "--output", output, "-v:quiet", "-p:TrimmerSingleWarn=false", "-p:DisableTransitiveFrameworkReferenceDownloads=true", .. properties]).Succeeded();
        Assert.Empty(result.Messages);
        return Path.Combine(output, RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "Loans.exe" : "Loans");
    }
}
