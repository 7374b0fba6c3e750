using System.Diagnostics;

namespace Rationale.Tests;

/// <summary>Processes that a test starts: the program in <c>tests/helpers</c>, and this test program itself.</summary>
internal static class OtherProcess
{
    /// <summary>Starts the helper and does not wait for it.</summary>
    public static Process Start(params string[] arguments) => Process.Start(Helper(arguments))!;

    /// <summary>Runs the helper to its end, which must be a good one.</summary>
    /// <param name="arguments">What it is to do.</param>
    /// <param name="variables">Variables of its environment.</param>
    /// <returns>The lines that it wrote.</returns>
    public static async Task<string[]> RunAsync(string[] arguments, params (string Name, string Value)[] variables) =>
        (await RunAsync(Helper(arguments), variables)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs tests of this program, which must all pass.</summary>
    /// <param name="filter">Which ones, as xunit's command line has it.</param>
    /// <param name="variables">Variables of the environment.</param>
    /// <returns>What the run wrote.</returns>
    public static Task<string> RunTestsAsync(string[] filter, params (string Name, string Value)[] variables) => RunAsync(Program(typeof(OtherProcess).Assembly.Location, [.. filter, "-noColor"]), variables);

    private static ProcessStartInfo Helper(string[] arguments) => Program(Path.Combine(AppContext.BaseDirectory, "Rationale.Tests.Helper.dll"), arguments);

    private static ProcessStartInfo Program(string assembly, string[] arguments)
    {
        // A test program is started by the host or is a host itself, which only starts what is its own.
        var isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var host = isHost ? Environment.ProcessPath! : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new ProcessStartInfo(host, [assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    private static async Task<string> RunAsync(ProcessStartInfo start, (string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var token = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(token);
        var output = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }
}
