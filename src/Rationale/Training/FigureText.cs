using System.Globalization;

namespace Rationale.Training;

/// <summary>Losses and metrics in words, culture-invariant.</summary>
internal static class FigureText
{
    /// <summary>Figures by name: <c>task 0.5, loss 0.7</c>.</summary>
    public static string Format(IEnumerable<KeyValuePair<string, double>> figures) =>
        string.Join(", ", figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key} {figure.Value:G6}")));

    /// <summary>Loss terms and, where there are some, what validation measured.</summary>
    public static string Format(IReadOnlyDictionary<string, double> losses, IReadOnlyDictionary<string, double> metrics) =>
        string.Join("; validation ", new[] { Format(losses), Format(metrics) }.Where(text => text.Length > 0));

    /// <summary>A number with its noun: <c>1 step</c>, <c>3 steps</c>.</summary>
    public static string Count(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>A time: <c>0.3 s</c>, <c>2.5 min</c>, <c>1.2 h</c>.</summary>
    public static string Time(TimeSpan time)
    {
        var (number, unit) = time.TotalSeconds < 100 ? (time.TotalSeconds, "s") : time.TotalMinutes < 100 ? (time.TotalMinutes, "min") : (time.TotalHours, "h");
        return string.Create(CultureInfo.InvariantCulture, $"{number:0.0} {unit}");
    }
}
