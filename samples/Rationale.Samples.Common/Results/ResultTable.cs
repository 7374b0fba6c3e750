using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Rationale.Samples;

/// <summary>The results of a sample: printed beside the paper's numbers, and written as JSON.</summary>
/// <param name="sample">Name of the sample.</param>
/// <param name="seed">Seed of the run.</param>
public sealed class ResultTable(string sample, ulong seed)
{
    private const int PaperWidth = 6;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<ResultRow> _rows = [];

    /// <summary>Name of the sample.</summary>
    public string Sample { get; } = sample;

    /// <summary>Seed of the run.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>Seconds since the table was made, which is when the run began.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<ResultRow> Rows => _rows;

    /// <summary>Begins a row.</summary>
    /// <param name="name">What was run.</param>
    /// <returns>The row, to which numbers are added.</returns>
    public ResultRow Add(string name)
    {
        var row = new ResultRow(name);
        _rows.Add(row);
        return row;
    }

    /// <summary>Adds the rows of another table, where several are printed and one is written.</summary>
    /// <param name="rows">The rows.</param>
    public void AddRange(IEnumerable<ResultRow> rows) => _rows.AddRange(rows);

    /// <summary>Prints one column per metric; where the paper has a number, it stands beside ours.</summary>
    /// <param name="console">Where to print; the program's console by default.</param>
    /// <param name="title">What stands above the table.</param>
    public void Print(IAnsiConsole? console = null, string? title = null)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.FromConsoleColor(ConsoleColor.DarkGray)).AddColumn(new TableColumn("").NoWrap());
        if (title is not null)
        {
            table.Title = new TableTitle($"[bold]{Markup.Escape(title)}[/]");
        }

        var metrics = _rows.SelectMany(r => r.Metrics).Select(m => m.Name).Distinct().ToList();
        foreach (var metric in metrics)
        {
            table.AddColumn(new TableColumn(Header(metric)).RightAligned());
        }

        foreach (var row in _rows)
        {
            table.AddRow([$"[bold]{Markup.Escape(row.Name)}[/]", .. metrics.Select(metric => Cell(Find(row, metric), HasPaper(metric)))]);
        }

        (console ?? AnsiConsole.Console).Write(table);
    }

    /// <summary>A number as a person wants to read it: four digits after the point for fractions, none for counts.</summary>
    /// <param name="value">The number.</param>
    public static string Format(double value) => Math.Abs(value) switch
    {
        0 => "0",

        // An accuracy of one stands among other accuracies.
        1 => "1.0000",
        < 1e-3 => value.ToString("0.0e+0", CultureInfo.InvariantCulture),
        < 100 when value != Math.Floor(value) => value.ToString("0.0000", CultureInfo.InvariantCulture),
        >= 1e9 => value.ToString("0.00e+0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>A measured number as a person wants to read it; seconds have one digit after the point.</summary>
    /// <param name="metric">The number.</param>
    public static string Format(ResultRow.Metric metric) =>
        metric.Name == "seconds" ? metric.Value.ToString("0.0", CultureInfo.InvariantCulture) : Format(metric.Value);

    /// <summary>Splits a name in camel case into words: testAccuracy becomes "test accuracy".</summary>
    /// <param name="camelCase">The name.</param>
    public static string Words(string camelCase) =>
        string.Concat(camelCase.Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    /// <summary>Two lines, so that the table fits a narrow window.</summary>
    private string Header(string metric)
    {
        var words = Markup.Escape(Words(metric));
        if (HasPaper(metric))
        {
            return $"{words}\n[grey]paper[/]";
        }

        var split = words.LastIndexOf(' ');
        return split < 0 ? words : $"{words[..split]}\n{words[(split + 1)..]}";
    }

    private static string Cell(ResultRow.Metric? metric, bool hasPaper)
    {
        var ours = metric is null ? "" : Markup.Escape(Format(metric));
        if (!hasPaper)
        {
            return ours;
        }

        // Columns are right-aligned: a missing number of the paper must not let ours slip into its place.
        var paper = metric?.Paper is { } number ? Format(number) : "";
        return $"{ours} [grey]{Markup.Escape(paper.PadLeft(PaperWidth))}[/]";
    }

    private bool HasPaper(string metric) => _rows.Any(row => Find(row, metric)?.Paper is not null);

    private static ResultRow.Metric? Find(ResultRow row, string name) => row.Metrics.FirstOrDefault(m => m.Name == name);
}
