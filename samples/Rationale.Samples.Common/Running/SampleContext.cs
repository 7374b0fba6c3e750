using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Rationale.Samples;

/// <summary>What a sample was asked to do.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="cancellation">Canceled by Ctrl+C.</param>
public sealed class SampleContext(ParseResult parsed, CancellationToken cancellation)
{
    private const string QuickRun = "smaller than the paper's, with other numbers. Leave out --quick for the whole.";

    private bool _deviceIsUsed;

    /// <summary>Whether a small run is wanted.</summary>
    public bool Quick { get; init; }

    /// <summary>Seed of data, initial weights and order.</summary>
    public ulong Seed { get; init; }

    /// <summary>Where to train.</summary>
    public required Device Device
    {
        get
        {
            _deviceIsUsed = true;
            return field;
        }
        init;
    }

    /// <summary>The device that was named, if it is another than the CPU and the sample has not asked for it.</summary>
    internal Device? IgnoredDevice
    {
        get
        {
            var wasUsed = _deviceIsUsed;
            return wasUsed || Device == Rationale.Device.Cpu || Device == Rationale.Device.Auto ? null : Device;
        }
    }

    /// <summary>Full path of the folder with data files, if one was given; it exists.</summary>
    public string? Data { get; init; }

    /// <summary>Full path of the file for the results, if one was given.</summary>
    public string? Json { get; init; }

    /// <summary>Canceled by Ctrl+C.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The value of an option of this sample.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="option">The option that was handed to <see cref="SampleCommand"/>.</param>
    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>Writes a page, whole or not at all. That of a quick run says above everything else that it is one.</summary>
    /// <param name="page">The page.</param>
    /// <param name="path">The file.</param>
    public void Save(HtmlPage page, string path)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.Notice = Quick ? $"Quick run: {QuickRun}" : null;
        page.Save(path);
    }

    /// <summary>Writes the results where they were asked for, and says where everything is.</summary>
    /// <param name="results">The results.</param>
    /// <param name="page">The page that was written, if one was.</param>
    public void Finish(ResultTable results, string? page = null)
    {
        if (Json is not null)
        {
            ResultJson.Save(results, Json);
        }

        if (Quick)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]This was a quick run: {QuickRun}[/]");
        }

        foreach (var (name, file) in new[] { ("Page", page), ("Numbers", Json) })
        {
            if (file is not null)
            {
                AnsiConsole.MarkupLineInterpolated($"{name}: [link]{file}[/]");
            }
        }

        AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"[grey]{results.Seconds:0.0} s, seed {Seed}, {Environment.ProcessorCount} cores[/]"));
    }
}
