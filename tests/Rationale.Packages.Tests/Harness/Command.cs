using System.Diagnostics;

namespace Rationale.Packages.Tests;

/// <summary>Runs a program to its end and keeps what it printed.</summary>
internal static class Command
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static string Host => Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";

    /// <summary>Runs the command line of .NET, without servers that would outlive the tests.</summary>
    public static CommandResult Dotnet(string folder, params string[] arguments) => Run(folder, Host, arguments);

    /// <summary>Runs any program.</summary>
    public static CommandResult Run(string folder, string program, params string[] arguments) => Run(folder, program, arguments, []);

    /// <summary>Runs a script of F#, whose packages come from the folders that the settings name.</summary>
    public static CommandResult FSharpScript(string folder, string script, params IEnumerable<(string Name, string Value)> settings) => Run(folder, Host, ["fsi", "--quiet", script], settings);

    private static CommandResult Run(string folder, string program, string[] arguments, IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // A test runner hands on where its own SDK and build engine are.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in CompilerServer.Settings.Concat(settings))
        {
            start.Environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} ran for more than {Limit.TotalMinutes:F0} minutes:\n{output.Result}{error.Result}");
        }

        return new CommandResult(process.ExitCode, output.Result, error.Result, watch.Elapsed);
    }
}
