namespace Rationale.Packages.Tests;

/// <summary>
/// A server of the compiler for all projects of the tests, which otherwise each start a compiler that has to be compiled itself first. Its name is that of the script that runs the tests, which built with it
/// already and ends it; or one of its own, so that no other build meets it, and then it ends with the tests.
/// </summary>
internal sealed class CompilerServer : IDisposable
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("SharedCompilationId") is { Length: > 0 } name ? name : null;

    private static readonly string Name = Given ?? $"rationale-tests-{Environment.ProcessId}";

    /// <summary>What a build reads from its environment to use the server; it starts it.</summary>
    public static IReadOnlyList<(string Name, string Value)> Settings => [("UseSharedCompilation", "true"), ("SharedCompilationId", Name)];

    public void Dispose()
    {
        if (Given is null)
        {
            Command.Run(Environment.CurrentDirectory, Path.Combine(Built.CompilerFolder, "bincore", OperatingSystem.IsWindows() ? "VBCSCompiler.exe" : "VBCSCompiler"), "-shutdown", $"-pipename:{Name}");
        }
    }
}
