using Rationale.Data;
using Rationale.Samples.ToyColors;

namespace Rationale.Samples.Tests;

public sealed class ToyColorsTests
{
    private static readonly Dataset Set = ToyColorsData.Generate(20_000, seed: 1);
    private static readonly int[] Labels = Set.Labels.ToArray();
    private static readonly float[] Images = Set.Features.ToArray();

    [Fact]
    public void Both_rules_hold_for_label_0_and_neither_for_label_1()
    {
        for (var row = 0; row < Set.Count; row++)
        {
            var corners = new[] { 0, 4, 20, 24 }.Select(pixel => Color(row, pixel)).Distinct().Count() == 1;
            var topMiddle = new[] { 1, 2, 3 }.Select(pixel => Color(row, pixel)).Distinct().Count() == 3;
            Assert.Equal((Labels[row] == 0, Labels[row] == 0), (corners, topMiddle));
        }
    }

    [Fact]
    public void Labels_are_balanced() => Assert.InRange(Labels.Count(label => label == 1), 9_700, 10_300);

    [Fact]
    public void Four_colors_are_drawn_and_the_free_pixels_use_them_equally()
    {
        var counts = Enumerable.Range(0, Set.Count).SelectMany(row => new[] { 7, 12, 18 }.Select(pixel => Color(row, pixel))).CountBy(c => c).ToDictionary();
        Assert.Equal([(0, 128, 255), (0, 255, 0), (128, 0, 255), (255, 0, 0)], counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, 14_500, 15_500));
    }

    [Fact]
    public void A_fair_coin_says_which_corner_breaks_the_rule()
    {
        // Broken at the top right, the left side may still agree; the other way round likewise.
        var broken = Enumerable.Range(0, Set.Count).Where(row => Labels[row] == 1).ToList();
        var left = broken.Count(row => Color(row, 0) == Color(row, 24)) / (double)broken.Count;
        var right = broken.Count(row => Color(row, 4) == Color(row, 20)) / (double)broken.Count;
        Assert.InRange(left, 0.105, 0.145);
        Assert.InRange(right, 0.105, 0.145);
    }

    [Fact]
    public void The_same_seed_gives_the_same_images() => Assert.Equal(ToyColorsData.Generate(50, 9).Features.ToArray(), ToyColorsData.Generate(50, 9).Features.ToArray());

    [Fact]
    public void Masks_cover_twelve_and_nine_entries_and_their_complements_the_rest()
    {
        Assert.Equal(12, ColorRule.Corners.Against().Sum(v => v));
        Assert.Equal(9, ColorRule.TopMiddle.Against().Sum(v => v));
        Assert.Equal(63, ColorRule.Corners.InFavor().Sum(v => v));
        Assert.Equal(new float[] { 1, 1, 1, 0, 0, 0 }, ColorRule.Corners.Against()[..6]);
        Assert.Equal(new float[] { 0, 0, 0, 1, 1, 1 }, ColorRule.TopMiddle.Against()[..6]);
    }

    [Fact]
    public void The_share_of_a_rule_counts_flagged_pixels_once_and_leaves_silent_rows_out()
    {
        var explanations = new float[3 * 75];
        explanations[0] = -10;   // example 0: top-left corner, by two channels
        explanations[1] = 9;
        explanations[3] = 7;     // first of top-middle
        explanations[21] = 6.7f; // exactly at the cut: not above it
        explanations[75 + 6] = 2;  // example 1: top-middle only; example 2: silent
        Assert.Equal((0.5 + 0) / 2, ColorRule.Corners.Share(explanations), 12);
        Assert.Equal((0.5 + 1) / 2, ColorRule.TopMiddle.Share(explanations), 12);
        Assert.True(double.IsNaN(ColorRule.Corners.Share(new float[75])));
        Assert.Contains("74", Assert.Throws<ArgumentException>(() => ColorRule.Corners.Share(new float[74])).Message);
    }

    private static (float, float, float) Color(int row, int pixel)
    {
        var at = (row * 75) + (pixel * 3);
        return (Images[at], Images[at + 1], Images[at + 2]);
    }
}
