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

        // Neighbors in a patch that disagree cancel.
        (before[302], before[303]) = (2, -2);
        after[300] = 2;
        var image = new float[784];
        image[(25 * 28) + 26] = DecoyMnist.Shade(3);
        var example = new DecoyPage.Example(7, image, mask, new(3, before, [0, 1, 2, 3, 3, 3, 6, 7, 8, 9]), new(7, after, [7, 7, 7, 7, 7, 7, 7, 7, 7, 7]));
        var results = new ResultTable("decoy-digits", 1);
        results.Add("unconstrained").With("testAccuracy", 0.5, PaperNumbers.Unconstrained.Test);

        var losses = new LineChart("Losses by epoch", "epoch", "loss", logarithmicY: true).Add("task", [(1, 100), (2, 0.1)]);
        var page = DecoyPage.Build(results, [example], losses, "60,000 digits").ToString();

        Assert.Contains("<p>60,000 digits</p>", page);
        Assert.Contains("aria-label=\"Losses by epoch\"", page);
        Assert.Contains("unconstrained: says 3 (wrong), 75&#160;% on the block (chance 2.0&#160;%). With the shades of 0 to 9 it says 0\u202F1\u202F2\u202F3\u202F3\u202F3\u202F6\u202F7\u202F8\u202F9", page);
        Assert.Contains("constrained: says 7 (right), 0&#160;% on the block (chance 2.0&#160;%). With the shades of 0 to 9 it says 7\u202F7\u202F7\u202F7\u202F7\u202F7\u202F7\u202F7\u202F7\u202F7", page);
        Assert.Contains("The block has the shade of a 3: unconstrained says 3, constrained 7", page);
        Assert.Contains("With the shade of a 6: unconstrained says 6, constrained 7", page);
        Assert.Contains("A handwritten 7 with a gray block in the bottom right corner.", page);
        Assert.Equal(2, page.Split("class=\"colorbar\"").Length - 1);
        Assert.Contains("0.5000 (paper 0.5155)", page);
        Assert.Equal(4, page.Split("data:image/png;base64,").Length - 1);
    }
}
