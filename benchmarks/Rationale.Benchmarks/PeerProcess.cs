using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Rationale.Benchmarks;

/// <summary>PyTorch in a process that lives as long as the benchmark, so that ours and the peer's can take turns.</summary>
public sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    private PeerProcess(Process process) => _process = process;

    /// <summary>Version of PyTorch, as it says.</summary>
    public string Version { get; private init; } = "";

    /// <summary>What it may use of the processor.</summary>
    public PeerInstructions Instructions { get; private init; } = PeerInstructions.All;

    /// <summary>Operations a second of its matrix product, measured once.</summary>
    public double ProductSpeed => field == 0 ? field = GemmPeak.OfPeer(this) : field;

    /// <summary>Starts the peer.</summary>
    /// <param name="python">The interpreter that has torch.</param>
    /// <param name="instructions">What it may use of the processor.</param>
    /// <exception cref="InvalidOperationException">The peer did not start; the message says what it printed.</exception>
    public static PeerProcess Start(string python, PeerInstructions instructions)
    {
        var process = Launch(python, redirectInput: true, instructions);
        var greeting = process.StandardOutput.ReadLine();
        if (greeting is null)
        {
            process.WaitForExit();
            throw new InvalidOperationException($"The peer did not start: {python} could not run rrr_peer.py (exit code {process.ExitCode}); is python3-torch installed?");
        }

        return new PeerProcess(process) { Version = JsonDocument.Parse(greeting).RootElement.GetProperty("torch").GetString()!, Instructions = instructions };
    }

    /// <summary>Runs steps of a case in the living process.</summary>
    /// <param name="name">Name of the case.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="threads">Threads inside an operator.</param>
    /// <returns>Microseconds per step.</returns>
    /// <exception cref="InvalidOperationException">The peer does not know the case, or has ended.</exception>
    public double RunMicroseconds(string name, int steps, int threads)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {steps} {threads}"));
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The peer ended while it ran {name}.");
        return Answer(line).GetProperty("microseconds").GetDouble();
    }

    /// <summary>Runs a case in a fresh process.</summary>
    /// <param name="python">The interpreter that has torch.</param>
    /// <param name="name">Name of the case.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="threads">Threads inside an operator.</param>
    /// <returns>The largest resident size of that process, in bytes.</returns>
    public static long PeakBytes(string python, string name, int steps, int threads)
    {
        using var process = Launch(python, redirectInput: false, PeerInstructions.All, "--memory", name, steps.ToString(CultureInfo.InvariantCulture), threads.ToString(CultureInfo.InvariantCulture));
        var line = process.StandardOutput.ReadLine();
        process.WaitForExit();
        if (line is null || process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The peer could not measure the memory of {name} (exit code {process.ExitCode}).");
        }

        return Answer(line).GetProperty("peakBytes").GetInt64();
    }

    /// <summary>Runs one step of a case in a fresh process.</summary>
    /// <param name="python">The interpreter that has torch.</param>
    /// <param name="name">Name of the case.</param>
    /// <returns>The largest sum of the tensors that the step holds beyond data, parameters and optimizer state, in bytes.</returns>
    public static long StepBytes(string python, string name)
    {
        using var process = Launch(python, redirectInput: false, PeerInstructions.All, "--step-memory", name);
        var line = process.StandardOutput.ReadLine();
        process.WaitForExit();
        return line is not null && process.ExitCode == 0
            ? Answer(line).GetProperty("peakBytes").GetInt64()
            : throw new InvalidOperationException($"The peer could not measure the memory of a step of {name} (exit code {process.ExitCode}).");
    }

    /// <summary>Ends the peer by closing its input.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static JsonElement Answer(string line)
    {
        var answer = JsonDocument.Parse(line).RootElement;
        return answer.TryGetProperty("error", out var error) ? throw new InvalidOperationException($"The peer says: {error.GetString()}.") : answer;
    }

    private static Process Launch(string python, bool redirectInput, PeerInstructions instructions, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardInput = redirectInput, RedirectStandardOutput = true, UseShellExecute = false };
        // Some machines override OpenBLAS's choice of kernel for the sake of old builds, which slows the peer.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        foreach (var (variable, value) in instructions.Environment)
        {
            start.Environment[variable] = value;
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "peer", "rrr_peer.py"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"The peer did not start: {python} could not be run ({exception.Message}); name the interpreter with --python.", exception);
        }
    }
}
