using System.Globalization;

namespace Rationale.Samples;

/// <summary>Where numbers stand on an axis, and which of them get a label.</summary>
/// <param name="Low">The number at the start.</param>
/// <param name="High">The number at the end, above <paramref name="Low"/>.</param>
/// <param name="IsLogarithmic">Whether equal factors take equal space.</param>
/// <param name="Ticks">The numbers with a label.</param>
internal sealed record Axis(double Low, double High, bool IsLogarithmic, IReadOnlyList<double> Ticks)
{
    /// <summary>An axis with round steps of 1, 2 or 5 that holds every number.</summary>
    public static Axis Linear(IEnumerable<double> numbers)
    {
        var (low, high) = Range(numbers, 0, 1);
        if (high - low < 1e-12 * Math.Max(1, Math.Abs(high)))
        {
            (low, high) = (low - 0.5, high + 0.5);
        }

        var step = Math.Pow(10, Math.Floor(Math.Log10((high - low) / 4)));
        step *= ((high - low) / step) switch { > 25 => 10, > 12 => 5, > 6 => 2, _ => 1 };
        var (first, last) = (Math.Floor((low / step) + 1e-9), Math.Ceiling((high / step) - 1e-9));
        var ticks = Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step).ToList();
        return new Axis(first * step, last * step, false, ticks);
    }

    /// <summary>An axis over whole powers of ten that holds every number.</summary>
    /// <param name="numbers">The numbers, above zero.</param>
    /// <param name="most">The largest number of ticks.</param>
    public static Axis Logarithmic(IEnumerable<double> numbers, int most = 10)
    {
        var (low, high) = Range(numbers.Select(Math.Log10), 0, 1);
        var first = (int)Math.Floor(low + 1e-9);
        var last = Math.Max((int)Math.Ceiling(high - 1e-9), first + 1);
        var step = (last - first + most) / most;
        var ticks = Enumerable.Range(first, last - first + 1).Where(e => (e - first) % step == 0).Select(e => Math.Pow(10, e)).ToList();
        return new Axis(Math.Pow(10, first), Math.Pow(10, last), true, ticks);
    }

    /// <summary>Where a number stands: 0 at the start, 1 at the end.</summary>
    public double Share(double value) => IsLogarithmic
        ? Math.Log10(value / Low) / Math.Log10(High / Low)
        : (value - Low) / (High - Low);

    /// <summary>The label of a tick.</summary>
    public string Label(double tick) => IsLogarithmic && Math.Abs(Math.Log10(tick)) > 3.5
        ? $"1e{Math.Round(Math.Log10(tick)).ToString(CultureInfo.InvariantCulture)}"
        : Math.Round(tick, 10).ToString("0.######", CultureInfo.InvariantCulture);

    private static (double Low, double High) Range(IEnumerable<double> numbers, double low, double high)
    {
        var list = numbers.ToList();
        return list.Count == 0 ? (low, high) : (list.Min(), list.Max());
    }
}
