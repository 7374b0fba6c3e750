using System.Text.Json;
using Rationale.Data;
using Rationale.Samples.SelfExplainingDigits;
using BreastCancerSweep = Rationale.Samples.BreastCancer.LambdaSweep;

namespace Rationale.Samples.Tests;

/// <summary>The self-explaining samples as library calls, on little data.</summary>
public sealed class SelfExplainingSampleTests
{
    private const int Side = DigitSets.Side;
    private static readonly TrainingDisplay Nowhere = new LineDisplay(TextWriter.Null);
    private static readonly SweepSizes Sizes = new(200, 50, 3, 8, [0, LambdaSweep.ShownWeight, LambdaSweep.LargestWeight]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Digits_write_a_page_and_numbers()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (page, json) = (Path.Combine(folder.FullName, "page.html"), Path.Combine(folder.FullName, "numbers.json"));
            var device = new AskedDevice();
            var sets = DigitSets.Create(new MnistData(Bars(200, 1), Bars(50, 2)), Sizes) with { Device = device };
            var code = await new SampleCommand("test").RunAsync(["--json", json], context => DigitsDemo.RunAsync(context, sets, Sizes, page), TextWriter.Null, Cancellation);

            Assert.Equal(0, code);
            var text = await File.ReadAllTextAsync(page, Cancellation);
            Assert.Equal((5 * 9) + 10, text.Split("<img ").Length - 1);
            Assert.Equal(10 * 2, text.Split("class=\"bars\"").Length - 1);
            Assert.Equal(10 * 2, text.Split("<span>concept 5</span>").Length - 1);
            var rows = JsonDocument.Parse(await File.ReadAllBytesAsync(json, Cancellation)).RootElement.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
            var jobs = SweepJob.CreateAll(Sizes);
            Assert.Equal((8, 8), (jobs.Count, device.Programs));
            Assert.Equal(jobs.Select(job => job.Name).Concat(jobs.Select(job => job.Name + SweepMeasures.ConceptsSuffix)), rows.Keys);
            var free = rows["logit, λ = 0"];
            Assert.Equal(0.9911, free.GetProperty("paper").GetProperty("testAccuracy").GetDouble());
            Assert.True(free.GetProperty("testAccuracy").GetDouble() > 0.3);
            foreach (var job in jobs)
            {
                var (answers, concepts) = (rows[job.Name], rows[job.Name + SweepMeasures.ConceptsSuffix]);
                Assert.Equal(job.Kind == SweepJob.Constant, answers.GetProperty("testAccuracy").GetDouble() == concepts.GetProperty("accuracyWithoutConcepts").GetDouble() && concepts.GetProperty("outClassDistance").GetDouble() == 0);
                Assert.True(concepts.GetProperty("adversarialDistance").GetDouble() <= concepts.GetProperty("outClassDistance").GetDouble() + 1e-6);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Pixels_come_back_from_the_scale_of_the_authors()
    {
        var bars = Bars(3, 1);
        var sets = DigitSets.Create(new MnistData(bars, bars), Sizes);
        var (raw, scaled) = (bars.Features.Row(1), sets.Train.Features.Row(1));
        Assert.Equal((raw[300] / 255 - 0.1307f) / 0.3081f, scaled[300], 1e-5f);
        var back = DigitSets.Pixels(scaled);
        Assert.Equal(raw.Length, back.Length);
        Assert.All(raw.Zip(back), pair => Assert.Equal(pair.First, pair.Second, 0.01f));
    }

    [Fact]
    public void Bars_reach_from_the_middle_by_their_share_of_the_longest()
    {
        var page = new HtmlPage("t", "l").Figures("A 7", new PageBars([("one", 2), ("<two>", -1), ("three", 0)], "relevances", "three bars")).ToString();
        Assert.Contains("<span>one</span><span class=\"track\"><i class=\"for\" style=\"width:50%\"></i></span><span>+2.0</span>", page, StringComparison.Ordinal);
        Assert.Contains("<span>&lt;two&gt;</span><span class=\"track\"><i class=\"against\" style=\"width:25%\"></i></span><span>−1.0</span>", page, StringComparison.Ordinal);
        Assert.Contains("<span>three</span><span class=\"track\"><i class=\"for\" style=\"width:0%\"></i></span><span>0.0</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tumours_are_told_and_relevances_get_steadier_with_the_penalty()
    {
        var device = new AskedDevice();
        var results = await BreastCancerSweep.RunAsync(BreastCancerSweep.Load(), 1, 30, 1, device, Nowhere, Cancellation);
        Assert.Equal(2 * BreastCancerSweep.Paper.Count, results.Rows.Count);
        Assert.Equal(results.Rows.Count, device.Programs);
        var logits = results.Rows.Take(BreastCancerSweep.Paper.Count).ToList();
        Assert.All(logits, row => Assert.True(Value(row, "testAccuracy") > 0.9));
        Assert.True(Value(logits[^1], "lipschitz") < Value(logits[0], "lipschitz") / 5);
        Assert.True(Value(logits[^1], "neighbors") < Value(logits[0], "neighbors") / 5);
        var page = Rationale.Samples.BreastCancer.SweepPage.Build(results, "569 tumours").ToString();
        Assert.Equal(2, page.Split("<figure class=\"chart\">").Length - 1);
        Assert.Contains("569 tumours. In brackets", page, StringComparison.Ordinal);
    }

    private static double Value(ResultRow row, string metric) => row.Metrics.Single(m => m.Name == metric).Value;

    /// <summary>Stand-ins for digits: a bar whose height says the label.</summary>
    private static Dataset Bars(int count, int seed)
    {
        var random = new Random(seed);
        var images = new byte[count * Side * Side];
        var labels = Enumerable.Range(0, count).Select(row => row % 10).ToArray();
        for (var row = 0; row < count; row++)
        {
            images.AsSpan((row * Side * Side) + ((5 + (2 * labels[row])) * Side) + random.Next(5, 12), 10).Fill((byte)random.Next(120, 256));
        }

        return Dataset.ForClassification(FeatureMatrix.FromBytes(images, Side * Side), labels, classes: 10);
    }
}
