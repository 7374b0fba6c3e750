using Rationale.Samples.DecoyDigits;

namespace Rationale.Samples.Tests;

public sealed class DecoyMnistTests
{
    private const int Rows = 5000;
    private readonly byte[] _labels = [.. Enumerable.Range(0, Rows).Select(i => (byte)(i % 10))];
    private readonly byte[] _images = new byte[Rows * DecoyMnist.Pixels];

    public DecoyMnistTests() => new Random(3).NextBytes(_images);

    [Theory]
    [InlineData(DecoyShade.Label)]
    [InlineData(DecoyShade.Random)]
    public void Exactly_one_corner_block_changes_and_is_masked(DecoyShade shade)
    {
        var set = DecoyMnist.Decorate(_images, _labels, shade, seed: 1);
        var corners = new int[4];
        for (var row = 0; row < Rows; row++)
        {
            var (top, left) = Corner(set, row);
            corners[(top / 14 * 2) + (left / 14)]++;
            for (var y = 0; y < 28; y++)
            {
                for (var x = 0; x < 28; x++)
                {
                    var at = (row * 784) + (y * 28) + x;
                    var inside = y >= top && y < top + 4 && x >= left && x < left + 4;
                    Assert.Equal(inside ? 1 : 0, set.Masks[at]);
                    Assert.Equal(inside ? set.Images[(row * 784) + (top * 28) + left] : _images[at], set.Images[at]);
                }
            }
        }

        Assert.All(corners, count => Assert.InRange(count, 1100, 1400));
    }

    [Fact]
    public void The_shade_of_training_gives_the_label_away()
    {
        var set = DecoyMnist.Decorate(_images, _labels, DecoyShade.Label, seed: 1);
        for (var row = 0; row < Rows; row++)
            Assert.Equal(255 - (25 * _labels[row]), Shade(set, row));
    }

    [Fact]
    public void The_shade_of_the_test_does_not_depend_on_the_label()
    {
        var set = DecoyMnist.Decorate(_images, _labels, DecoyShade.Random, seed: 1);
        var counts = new int[10, 10];
        for (var row = 0; row < Rows; row++)
            counts[_labels[row], (255 - Shade(set, row)) / 25]++;

        // Fifty are expected in each of the hundred cells: chi-squared with 81 degrees of freedom stays below 140 but once in 20,000 times.
        var distance = counts.Cast<int>().Sum(count => (count - 50.0) * (count - 50.0) / 50);
        Assert.InRange(distance, 40, 140);
    }

    [Fact]
    public void The_same_seed_gives_the_same_decoys_and_another_seed_others()
    {
        var first = DecoyMnist.Decorate(_images, _labels, DecoyShade.Random, seed: 7);
        Assert.Equal(first.Images, DecoyMnist.Decorate(_images, _labels, DecoyShade.Random, seed: 7).Images);
        Assert.NotEqual(first.Masks, DecoyMnist.Decorate(_images, _labels, DecoyShade.Random, seed: 8).Masks);
    }

    [Fact]
    public void Pixels_and_labels_that_do_not_fit_are_named()
    {
        Assert.Contains("3 labels need 2352 pixels, but there are 784", Assert.Throws<ArgumentException>(() => DecoyMnist.Decorate(new byte[784], new byte[3], DecoyShade.Label, 1)).Message);
        Assert.Contains("picture 0 is 12", Assert.Throws<ArgumentException>(() => DecoyMnist.Decorate(new byte[784], [12], DecoyShade.Label, 1)).Message);
    }

    private static (int Top, int Left) Corner(DecoySet set, int row)
    {
        var first = set.Masks.AsSpan(row * 784, 784).IndexOf((byte)1);
        var (top, left) = (first / 28, first % 28);
        Assert.True(top is 0 or 24 && left is 0 or 24, $"row {row}: block at {top}, {left}");
        return (top, left);
    }

    private static int Shade(DecoySet set, int row) => set.Images[(row * 784) + set.Masks.AsSpan(row * 784, 784).IndexOf((byte)1)];
}
