using System.Globalization;
using Rationale.Gpu.Execution;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>The table of predictions in <c>docs/decisions/112-what-a-gpu-will-show.md</c> is what the programs of today count.</summary>
public class PredictionTests
{
    /// <summary>Operations a microsecond of cuBLAS on an H100: strict, and with TF32.</summary>
    private const double Strict = 51e6;
    private const double Rounded = 300e6;

    /// <summary>Blocks that fill an H100.</summary>
    private const int Blocks = 4 * 132;

    [Fact]
    public void The_page_has_the_counts_of_every_row()
    {
        var page = File.ReadAllLines(Checkout.File("docs/decisions/112-what-a-gpu-will-show.md"));
        string[] lines = [.. Lines()];
        if (!lines.SequenceEqual(page.Where(line => line.StartsWith("| gpu-rrr-", StringComparison.Ordinal))))
        {
            Assert.Fail($"The counts have changed; the table is now\n{string.Join('\n', lines)}");
        }
    }

    private static IEnumerable<string> Lines()
    {
        foreach (var (name, batch, asked, model) in BenchmarkRows.All)
        {
            var schedule = BenchmarkRows.Step(model);
            var (tiles, whole) = (StepCounts.Tiles(schedule, batch, Blocks), StepCounts.WholeBatch(schedule, batch));
            var (byTiles, overBatch) = (GpuCost.Tiles(schedule, batch, Blocks), GpuCost.WholeBatch(schedule, batch));
            var withLibrary = GpuCost.WholeBatch(schedule, batch, Strict);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| {name}, {batch} | {schedule.Lengths.Parameters:N0} | {schedule.Lengths.TileWidth:N0} | {tiles.Launches} | {whole.Launches} | {Mega(whole.Products)} | {Mega(whole.Convolutions)} | {Mega(whole.Tiled.Sum(tiles => tiles.Operations))} | {Mega(whole.Others)} | {Mega(tiles.Bytes)} | {Mega(whole.Bytes)} | {Micro(byTiles)} | {Micro(overBatch)} | {Micro(withLibrary)} | {asked:N0} |");
        }

        foreach (var (name, batch, asked) in new[] { ("gpu-rrr-784-512-256-10", 256, 105), ("gpu-rrr-784-4096-4096-10", 4096, 3_700) })
        {
            var schedule = BenchmarkRows.Step(BenchmarkRows.All.Single(row => row.Name == name).Model);
            yield return string.Create(CultureInfo.InvariantCulture, $"| {name}-tf32, {batch} | | | | | | | | | | | | | {Micro(GpuCost.WholeBatch(schedule, batch, Rounded))} | {asked:N0} |");
        }

        static string Mega(long count) => (count / 1e6).ToString(count < 10_000_000 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
        static string Micro(double microseconds) => microseconds.ToString("#,0", CultureInfo.InvariantCulture);
    }
}
