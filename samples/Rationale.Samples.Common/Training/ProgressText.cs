using System.Globalization;
using Rationale.Training;

namespace Rationale.Samples;

/// <summary>A report of a training in words.</summary>
public static class ProgressText
{
    /// <summary>The loss terms by name, without their sum.</summary>
    /// <param name="progress">The report.</param>
    public static string Losses(TrainingProgress progress) => string.Join(
        "  ", progress.Losses.Where(term => term.Key != "loss").Select(term => $"{term.Key} {Short(term.Value)}"));

    /// <summary>Examples per second.</summary>
    /// <param name="progress">The report.</param>
    public static string Speed(TrainingProgress progress) => $"{Short(progress.ExamplesPerSecond)} examples/s";

    /// <summary>The time left, where it is known and above zero.</summary>
    /// <param name="left">The estimate.</param>
    public static string Left(TimeSpan? left) => left switch
    {
        null => "",
        { TotalSeconds: < 1 } => "",
        { TotalSeconds: < 100 } some => Inv($"{some.TotalSeconds:0} s left"),
        { TotalMinutes: < 100 } some => Inv($"{some.TotalMinutes:0} min left"),
        { } some => Inv($"{some.TotalHours:0.0} h left"),
    };

    /// <summary>A number in about five characters: 0.0371, 9.29, 158, 15.1k, 1.86M.</summary>
    /// <param name="value">The number.</param>
    public static string Short(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 1e-3 or >= 1e12 => Inv($"{value:0.0e+0}"),
        < 1 => Inv($"{value:0.0000}"),
        < 10 => Inv($"{value:0.00}"),
        < 100 => Inv($"{value:0.0}"),
        < 1000 => Inv($"{value:0}"),
        < 1e6 => Scaled(value / 1e3, "k"),
        < 1e9 => Scaled(value / 1e6, "M"),
        _ => Scaled(value / 1e9, "G"),
    };

    private static string Scaled(double value, string unit) => Math.Abs(value) switch
    {
        < 10 => Inv($"{value:0.00}{unit}"),
        < 100 => Inv($"{value:0.0}{unit}"),
        _ => Inv($"{value:0}{unit}"),
    };

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
