using System.Diagnostics;

namespace Rationale.Benchmarks.Kernels;

/// <summary>Times of short actions.</summary>
internal static class Clock
{
    /// <summary>Seconds of the best of several runs of some milliseconds: other work on the machine only ever slows a run down.</summary>
    public static double Best(Action action)
    {
        // The runtime replaces its first, slow code in the background, on two busy cores within half a second; until then nothing is worth measuring.
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < 600)
        {
            action();
        }

        clock.Restart();
        action();
        int repetitions = (int)Math.Clamp(0.002 / Math.Max(clock.Elapsed.TotalSeconds, 1e-7), 1, 20_000);
        double best = double.MaxValue;
        for (int run = 0; run < 20; run++)
        {
            clock.Restart();
            for (int i = 0; i < repetitions; i++)
            {
                action();
            }

            best = Math.Min(best, clock.Elapsed.TotalSeconds / repetitions);
        }

        return best;
    }

    /// <summary>Numbers from -1 to 1, always the same.</summary>
    public static float[] Numbers(int count)
    {
        var random = new Random(1);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (2 * random.NextSingle()) - 1;
        }

        return values;
    }
}
