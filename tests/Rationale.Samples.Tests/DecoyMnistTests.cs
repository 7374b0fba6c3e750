using Rationale.Data;
using Rationale.Samples.DecoyDigits;

namespace Rationale.Samples.Tests;

public sealed class DecoyMnistTests
{
    private const int Rows = 5000;
    private readonly int[] _labels = [.. Enumerable.Range(0, Rows).Select(i => i % 10)];
    private readonly byte[] _images = new byte[Rows * DecoyMnist.Pixels];

    public DecoyMnistTests() => new Random(3).NextBytes(_images);

    private Dataset Digits => Dataset.ForClassification(FeatureMatrix.FromBytes(_images, 784), _labels);

    [Theory]
    [InlineData(DecoyShade.Label)]
    [InlineData(DecoyShade.Random)]
    public void Exactly_one_corner_block_changes_and_is_masked(DecoyShade shade)
    {
        var set = DecoyMnist.Decorate(Digits, shade, seed: 1);
        var (images, masks) = (set.Features.ToArray(), set.AnnotationMask!.ToArray());
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
                    var expected = inside ? images[(row * 784) + (top * 28) + left] : _images[at];
                    if (masks[at] != (inside ? 1 : 0) || images[at] != expected)
                    {
                        Assert.Fail($"image {row}, pixel {y}, {x}: {images[at]}, mask {masks[at]}, with the block at {top}, {left}");
                    }
                }
            }
        }

        Assert.All(corners, count => Assert.InRange(count, 1100, 1400));
    }

    [Fact]
    public void The_shade_of_training_gives_the_label_away()
    {
        var set = DecoyMnist.Decorate(Digits, DecoyShade.Label, seed: 1);
        for (var row = 0; row < Rows; row++)
        {
            Assert.Equal(255 - (25 * _labels[row]), Shade(set, row));
        }
    }

    [Fact]
    public void The_shade_of_the_test_does_not_depend_on_the_label()
    {
        var set = DecoyMnist.Decorate(Digits, DecoyShade.Random, seed: 1);
        var counts = new int[10, 10];
        for (var row = 0; row < Rows; row++)
        {
            counts[_labels[row], (255 - Shade(set, row)) / 25]++;
        }

        // Fifty are expected in each of the hundred cells: chi-squared with 81 degrees of freedom stays below 140 but once in 20,000 times.
        var distance = counts.Cast<int>().Sum(count => (count - 50.0) * (count - 50.0) / 50);
        Assert.InRange(distance, 40, 140);
    }

    [Fact]
    public void The_same_seed_gives_the_same_decoys_and_another_seed_others()
    {
        var first = DecoyMnist.Decorate(Digits, DecoyShade.Random, seed: 7);
        Assert.Equal(first.Features.ToArray(), DecoyMnist.Decorate(Digits, DecoyShade.Random, seed: 7).Features.ToArray());
        Assert.NotEqual(first.AnnotationMask!.ToArray(), DecoyMnist.Decorate(Digits, DecoyShade.Random, seed: 8).AnnotationMask!.ToArray());
    }

    [Fact]
    public void Images_that_are_no_digits_are_named()
    {
        var small = Dataset.ForClassification(FeatureMatrix.FromBytes(new byte[64], 64), [0]);
        Assert.Contains("have 64 pixels, but digits have 784", Assert.Throws<ArgumentException>(() => DecoyMnist.Decorate(small, DecoyShade.Label, 1)).Message);
        var letters = Dataset.ForClassification(FeatureMatrix.FromBytes(new byte[784], 784), [0], classes: 26);
        Assert.Contains("have 26 classes", Assert.Throws<ArgumentException>(() => DecoyMnist.Decorate(letters, DecoyShade.Label, 1)).Message);
    }

    private static (int Top, int Left) Corner(Dataset set, int row)
    {
        var first = set.AnnotationMask!.Row(row).IndexOf(1);
        var (top, left) = (first / 28, first % 28);
        Assert.True(top is 0 or 24 && left is 0 or 24, $"row {row}: block at {top}, {left}");
        return (top, left);
    }

    private static int Shade(Dataset set, int row) => (int)set.Features[row, set.AnnotationMask!.Row(row).IndexOf(1)];
}
