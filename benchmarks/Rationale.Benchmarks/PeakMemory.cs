using System.Diagnostics;
using System.Globalization;

namespace Rationale.Benchmarks;

/// <summary>Peak memory of a case, each side in a fresh process.</summary>
public static class PeakMemory
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>Measures both sides.</summary>
    /// <param name="benchmark">Our side, for its name and steps.</param>
    /// <param name="python">The interpreter that has torch.</param>
    public static BenchmarkResult Measure(IBenchmarkCase benchmark, string python)
    {
        var ours = OursInFreshProcess(benchmark.Name) / Mebibyte;
        var theirs = PeerProcess.PeakBytes(python, benchmark.Name, benchmark.Steps, threads: 2) / Mebibyte;
        return new BenchmarkResult($"memory-{benchmark.Name}", ours, theirs, ours / theirs, "MiB");
    }

    /// <summary>What the fresh process of our side does: runs the case and prints its peak.</summary>
    /// <param name="benchmark">Our side.</param>
    public static void Print(IBenchmarkCase benchmark)
    {
        benchmark.RunMicroseconds(benchmark.Steps);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }

    private static long OursInFreshProcess(string name)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            // Started as "dotnet X.dll": the process is the host, and the program its first argument.
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        start.ArgumentList.Add("--memory");
        start.ArgumentList.Add(name);
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine();
        process.WaitForExit();
        return process.ExitCode == 0 && long.TryParse(line, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : throw new InvalidOperationException($"Our side could not measure the memory of {name} (exit code {process.ExitCode}).");
    }
}
