using System.Globalization;
using System.Text;
using Rationale.Graph;
using Rationale.Graph.Scheduling;

namespace Rationale.GraphExplorer;

/// <summary>The listing: what the program is made of, then a line for each instruction.</summary>
internal static class TextReport
{
    private const int FormulaWidth = 46;
    private const int Bytes = sizeof(float);

    /// <summary>The whole text.</summary>
    public static string Format(Exploration exploration)
    {
        var text = new StringBuilder();
        Head(text, exploration);
        Table(text, exploration);
        Kinds(text, exploration);
        Arena(text, exploration);
        Sums(text, exploration);
        return text.ToString();
    }

    private static void Head(StringBuilder text, Exploration exploration)
    {
        var (lengths, total) = (exploration.Schedule.Lengths, exploration.Total);
        var columns = exploration.Layout.Inputs.Sum(column => column.Width);
        text.AppendLine($"{exploration.Model.Name}, {exploration.Program.ToString().ToLowerInvariant()}: {exploration.Examples} rows, {exploration.Workers} worker(s), {exploration.Tiles} tile(s) in {exploration.Schedule.Passes.Count} pass(es)");
        text.AppendLine($"tile       {exploration.Tile.Examples} rows: {exploration.Tile.Reason}");
        text.AppendLine($"arena      {lengths.TileWidth:N0} elements a row, {Size(lengths.TileWidth * exploration.Tile.Examples)} a worker; the tile's columns {Size(columns * exploration.Tile.Examples)} a worker");
        text.AppendLine($"sums       {Size(lengths.Accumulators)} a worker, {Size(lengths.Parameters)} of them gradients");
        text.AppendLine($"shared     {Size(lengths.Shared)} panels and other values of the whole batch; parameters {Size(lengths.Parameters)}");
        text.AppendLine($"totals     {(exploration.Schedule.Totals.Count == 0 ? "none" : string.Join(", ", exploration.Schedule.Totals.Select(value => $"{value.Name} in {Place(value.Place)}")))}");
        text.AppendLine($"a batch    {total.Operations / 1e6:N2} Mflop; reads {Size(total.ElementsRead)}, writes {Size(total.ElementsWritten)}; {Intensity(total)} flop a byte");
        if (exploration.Peak is { } peak)
        {
            var seconds = exploration.Lines.Sum(line => line.Seconds ?? 0);
            text.AppendLine($"time       {seconds * 1e6:N0} µs, interpreted on one worker: {total.Operations / seconds / 1e9:N1} GF/s, {100 * total.Operations / seconds / peak:N0} % of the matrix product's {peak / 1e9:N1} GF/s");
        }

        text.AppendLine();
    }

    private static void Table(StringBuilder text, Exploration exploration)
    {
        var timed = exploration.Peak is not null;
        text.AppendLine($"{"  #",3}  {"value and formula",-FormulaWidth} {"place",-22} {"Mflop",9} {"read",10} {"written",10} {"flop/B",7}{(timed ? $" {"µs",9} {"%",5} {"GF/s",6}" : "")}");
        var seconds = exploration.Lines.Sum(line => line.Seconds ?? 0);
        for (var i = 0; i < exploration.Lines.Count; i++)
        {
            var line = exploration.Lines[i];
            if (i == 0 || exploration.Lines[i - 1].Stage != line.Stage)
            {
                text.AppendLine(line.Stage);
            }

            var cost = line.Cost;
            text.Append($"{i + 1,3}  {Short(line.Instruction.ToString()),-FormulaWidth} {Place(line.Instruction.Output),-22} {cost.Operations / 1e6,9:N3} {Size(cost.ElementsRead),10} {Size(cost.ElementsWritten),10} {Intensity(cost),7}");
            text.AppendLine(line.Seconds is { } time ? $" {time * 1e6,9:N1} {100 * time / seconds,5:N1} {cost.Operations / Math.Max(time, 1e-9) / 1e9,6:N1}" : "");
        }

        text.AppendLine();
    }

    private static void Kinds(StringBuilder text, Exploration exploration)
    {
        text.AppendLine("by operator");
        var (operations, seconds) = (Math.Max(1, exploration.Total.Operations), exploration.Lines.Sum(line => line.Seconds ?? 0));
        foreach (var kind in exploration.Lines.GroupBy(line => line.Instruction.Operator.Name)
            .Select(lines => (Name: lines.Key, Count: lines.Count(), Operations: lines.Sum(line => line.Cost.Operations), Seconds: lines.Sum(line => line.Seconds ?? 0)))
            .OrderByDescending(kind => (kind.Seconds, kind.Operations)))
        {
            text.Append($"  {kind.Name,-24} {kind.Count,4} ×  {kind.Operations / 1e6,10:N3} Mflop {100.0 * kind.Operations / operations,6:N1} %");
            text.AppendLine(exploration.Peak is null ? "" : $" {kind.Seconds * 1e6,10:N1} µs {100 * kind.Seconds / seconds,6:N1} % {kind.Operations / Math.Max(kind.Seconds, 1e-9) / 1e9,6:N1} GF/s");
        }

        text.AppendLine();
    }

    private static void Arena(StringBuilder text, Exploration exploration)
    {
        for (var pass = 0; pass < exploration.Schedule.Passes.Count; pass++)
        {
            var first = exploration.Lines.TakeWhile(line => !(line.InTile && line.Pass == pass)).Count() + 1;
            text.AppendLine($"arena of pass {pass + 1}: elements of a row, and the instructions while which a value is needed");
            foreach (var range in Liveness.Compute(exploration.Schedule.Passes[pass]))
            {
                text.AppendLine($"  {range.Offset,8:N0} … {range.Offset + range.Width - 1,8:N0}   #{first + range.First,-3} … #{first + range.Last,-3}  {Short(range.Label)}");
            }
        }

        text.AppendLine();
    }

    private static void Sums(StringBuilder text, Exploration exploration)
    {
        for (var pass = 0; pass < exploration.Schedule.Passes.Count; pass++)
        {
            var sums = exploration.Schedule.Passes[pass].Sums;
            text.AppendLine($"sums of pass {pass + 1}: {(sums.Count == 0 ? "none" : string.Join(", ", sums.Select(range => $"{range.Start:N0} … {range.Start + range.Length - 1:N0}")))}");
        }
    }

    /// <summary>A number of elements as bytes.</summary>
    internal static string Size(long elements) => (elements * Bytes) switch
    {
        < 10_000 and var bytes => $"{bytes:N0} B",
        < 10_000_000 and var bytes => $"{bytes / 1e3:N1} kB",
        var bytes => $"{bytes / 1e6:N1} MB",
    };

    internal static string Short(string text) => text.Length <= FormulaWidth ? text : text[..(FormulaWidth - 1)] + "…";

    private static string Intensity(Cost cost) =>
        (cost.ElementsRead + cost.ElementsWritten) is > 0 and var elements ? (cost.Operations / (double)Bytes / elements).ToString("N2", CultureInfo.InvariantCulture) : "–";

    private static string Place(Operand operand) => $"{operand.Region} {operand.Offset:N0} {operand.Shape}";
}
