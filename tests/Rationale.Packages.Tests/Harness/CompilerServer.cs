namespace Rationale.Packages.Tests;

/// <summary>
/// A server of the compiler for the projects of one build, which otherwise each start a compiler that has to be compiled itself first. It has a name of its own, so that no other build meets it, and
/// ends with the build.
/// </summary>
internal sealed class CompilerServer : IDisposable
{
    private readonly string _name = $"rationale-tests-{Environment.ProcessId}";

    /// <summary>What a build is given to use the server; it starts it.</summary>
    public IReadOnlyList<string> Arguments => ["-p:UseSharedCompilation=true", $"-p:SharedCompilationId={_name}"];

    public void Dispose() =>
        Command.Run(Environment.CurrentDirectory, Path.Combine(Built.CompilerFolder, "bincore", OperatingSystem.IsWindows() ? "VBCSCompiler.exe" : "VBCSCompiler"), "-shutdown", $"-pipename:{_name}");
}
