using System.Text.Json;
using Rationale.Samples.Discs;

namespace Rationale.Samples.Tests;

/// <summary>The sample on few generated shapes: what the counterfactual is known to change is what good maps name.</summary>
public sealed class DiscsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Counterfactuals_differ_by_a_triangle_and_nowhere_else()
    {
        var discs = DiscImages.Generate(40, 3);
        Assert.Equal(20, discs.Images.Labels.ToArray().Count(label => label == 0));
        for (var pair = 0; pair < 40; pair++)
        {
            var (real, other, decisive) = (discs.Pairs.Real.Row(pair), discs.Pairs.Counterfactual.Row(pair), discs.Decisive.Row(pair));
            Assert.Equal(real.Zip(other, (a, b) => a == b ? 0f : 1f), decisive);

            // A triangle of radius 3.5 to 5.5 covers 16 to 39 pixels, and touches some more. One image lacks it, so that the other is the brighter wherever they differ.
            Assert.InRange(decisive.Sum(), 15, 70);
            Assert.All(Enumerable.Range(0, real.Length), pixel => Assert.True(discs.Images.Labels.Span[pair] == 1 ? real[pixel] >= other[pixel] : real[pixel] <= other[pixel]));
        }

        Assert.Equal(discs.Pairs.Real.ToArray(), DiscImages.Generate(40, 3).Pairs.Real.ToArray());
        Assert.NotEqual(discs.Pairs.Real.ToArray(), DiscImages.Generate(40, 4).Pairs.Real.ToArray());
    }

    [Fact]
    public async Task Maps_of_pairs_score_above_those_of_one_image()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (page, json) = (Path.Combine(folder.FullName, "page.html"), Path.Combine(folder.FullName, "numbers.json"));
            var code = await new SampleCommand("test").RunAsync(["--json", json], context => DiscsDemo.RunAsync(context, DiscSizes.Create(quick: true), page), TextWriter.Null, Cancellation);

            Assert.Equal(0, code);
            var text = await File.ReadAllTextAsync(page, Cancellation);
            Assert.Equal(4 * 8, text.Split("<img ").Length - 1);
            Assert.Equal(4 * 2, text.Split("class=\"colorbar\"").Length - 1);
            var numbers = JsonDocument.Parse(await File.ReadAllBytesAsync(json, Cancellation)).RootElement.GetProperty("rows");
            Assert.All(numbers.EnumerateArray(), row => Assert.InRange(row.GetProperty("pairs").GetInt32(), 100, 120));
            var rows = numbers.EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!, row => row.GetProperty("dacScore").GetDouble());
            Assert.Equal(13, rows.Count);
            Assert.InRange(rows["oracle"], 0.97, 1);
            Assert.InRange(rows["D-IG"], 0.93, 1);
            Assert.InRange(rows["D-InGrad"], 0.95, 1);
            Assert.InRange(rows["S-IG"], 0, rows["D-IG"] - 0.2);
            Assert.InRange(rows["random"], 0, rows["D-IG"] - 0.2);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("3-8", 3, 8)]
    [InlineData("0-9", 0, 9)]
    public void A_pair_is_two_digits(string text, int first, int second) => Assert.Equal(new DigitPair(first, second), DigitPair.Parse(text));

    [Theory]
    [InlineData("3-3")]
    [InlineData("38")]
    [InlineData("3-8-1")]
    [InlineData("10-2")]
    [InlineData("a-b")]
    public void Anything_else_is_refused(string text) => Assert.Equal($"--pair {text}: two different digits are needed, such as 3-8.", Assert.Throws<ArgumentException>(() => DigitPair.Parse(text)).Message);
}
