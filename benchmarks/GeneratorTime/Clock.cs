using System.Globalization;

namespace Rationale.Benchmarks.Generator;

/// <summary>Times of the processor: what the work takes on a machine that does nothing else, whatever this one does.</summary>
internal static class Clock
{
    /// <summary>Milliseconds of all threads of the process while an action runs.</summary>
    public static double Time(Action action)
    {
        var start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    /// <summary>Seconds of all processes that this one started, and that they started, as far as they have ended; not a number where the system does not say it.</summary>
    public static double SecondsInChildren()
    {
        const string Path = "/proc/self/stat";
        if (!File.Exists(Path))
        {
            return double.NaN;
        }

        // After the name in parentheses the fields count from the third; those of children are the 16th and the 17th, in hundredths of a second.
        var fields = File.ReadAllText(Path).Split(')')[^1].Trim().Split(' ');
        return (double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture)) / 100;
    }
}
