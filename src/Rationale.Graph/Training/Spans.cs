using System.Globalization;

namespace Rationale.Training;

/// <summary>Lengths that are counted in epochs or in steps: exactly one of the two is above zero.</summary>
internal static class Spans
{
    /// <summary>A position in the unit of a length, from 0.</summary>
    public static double Position(int epochs, long step, int epoch) => epochs > 0 ? epoch - 1 : step;

    public static string Text(int epochs, int steps) => epochs > 0 ? Counted(epochs, "epoch") : Counted(steps, "step");

    /// <summary>Both are given, or neither is.</summary>
    public static IEnumerable<ScheduleFault> Faults(string owner, int epochs, int steps, bool required)
    {
        if (epochs < 0 || (required && epochs == 0 && steps == 0))
        {
            yield return new ScheduleFault(owner, "Epochs", epochs, "at least 1, unless Steps is set in its place");
        }

        if (steps < 0)
        {
            yield return new ScheduleFault(owner, "Steps", steps, "at least 1, unless Epochs is set in its place");
        }

        if (epochs > 0 && steps > 0)
        {
            yield return new ScheduleFault(owner, "Steps", steps, "left out where Epochs is set");
        }
    }

    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Counted(int count, string unit) => string.Format(CultureInfo.InvariantCulture, "{0} {1}{2}", count, unit, count == 1 ? "" : "s");
}
