using Rationale.Samples.DecoyDigits;

namespace Rationale.Samples.Tests;

public sealed class DecoyPageTests
{
    [Fact]
    public void The_page_names_verdict_and_share_of_the_block()
    {
        var mask = new float[784];
        var before = new float[784];
        var after = new float[784];
        mask[(25 * 28) + 26] = 1;
        before[(25 * 28) + 26] = -3;
        before[300] = 1;
        after[300] = 2;
        var example = new DecoyPage.Example(7, new float[784], new float[784], mask, new(3, before), new(7, after));
        var results = new ResultTable("decoy-digits", 1);
        results.Add("unconstrained").With("testAccuracy", 0.5, PaperNumbers.Unconstrained.Test);

        var losses = new LineChart("Losses by epoch", "epoch", "loss", logarithmicY: true).Add("task", [(1, 100), (2, 0.1)]);
        var page = DecoyPage.Build(results, [example], losses, "60,000 digits").ToString();

        Assert.Contains("<p>60,000 digits</p>", page);
        Assert.Contains("aria-label=\"Losses by epoch\"", page);
        Assert.Contains("unconstrained: says 3 (wrong), 75&#160;% on the block", page);
        Assert.Contains("constrained: says 7 (right), 0&#160;% on the block", page);
        Assert.Contains("The same 7 with a gray block in the bottom right corner.", page);
        Assert.Contains("0.5000 (paper 0.5155)", page);
        Assert.Equal(4, page.Split("data:image/png;base64,").Length - 1);
    }
}
