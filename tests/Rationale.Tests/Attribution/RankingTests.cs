using Rationale.Attribution;
using Rationale.Tests.Models;

namespace Rationale.Tests.Attribution;

public sealed class RankingTests
{
    [Fact]
    public void Orders_from_the_largest_and_keeps_the_first_of_equals()
    {
        float[] scores = [1, -3, 0, 3, 1, float.NaN, float.NegativeInfinity];
        Assert.Equal([3, 0, 4, 2, 1, 6, 5], Ranking.Order(scores));
        Assert.Equal([6, 1, 3, 0, 4, 2, 5], Ranking.Order(scores, absolute: true));
        Assert.Equal([true, false, false, true, false, false, false], Ranking.Top(scores, 2));
        Assert.Equal(new bool[7], Ranking.Top(scores, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ranking.Top(scores, 8));
    }

    [Theory]
    [InlineData(64, 0.25, 16)]
    [InlineData(49, 0.25, 13)]
    [InlineData(30, 0.1, 3)]
    [InlineData(10, 0.3, 3)]
    [InlineData(10, 0.31, 4)]
    [InlineData(5, 1e-12, 1)]
    [InlineData(5, 1, 5)]
    public void Keeps_the_ceiling_of_the_share_and_forgives_rounding(int length, double fraction, int count)
    {
        Assert.Equal(count, Ranking.Count(length, fraction));
        Assert.Equal(count, Ranking.TopFraction(new float[length], fraction).Count(keep => keep));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Refuses_other_shares(double fraction) => Assert.Throws<ArgumentOutOfRangeException>(() => Ranking.Count(10, fraction));

    [Fact]
    public void Scores_of_features_become_those_of_groups_and_back()
    {
        using var model = AttributionCase.Model();
        var found = model.Attributed(AttributionCase.Examples, new InputXGradient());
        int[] groups = [0, 1, 0, 2, 1];
        var (sums, sizes) = (found.ByGroup(AttributionCase.Groups), found.ByGroup(AttributionCase.Groups, GroupAggregation.SumOfAbsolute));
        var spread = sums.ByFeature();
        for (var row = 0; row < found.Count; row++)
        {
            for (var group = 0; group < 3; group++)
            {
                var members = Enumerable.Range(0, 5).Where(feature => groups[feature] == group).Select(feature => found.Scores[row, feature]).ToArray();
                Assert.Equal(members.Sum(), sums.Scores[row, group], 1e-6);
                Assert.Equal(members.Sum(Math.Abs), sizes.Scores[row, group], 1e-6);
            }

            Assert.Equal(groups.Select(group => sums.Scores[row, group]), spread.Row(row));
            Assert.Equal(sums.TopFraction(row, 0.5), sums.TopFraction(0.5).Row(row).Select(flag => flag == 1));
            Assert.Equal(2, sums.TopFraction(row, 0.5).Count(keep => keep));
        }

        Assert.Same(sums, sums.ByGroup(AttributionCase.Groups));
        Assert.Equal(found.Classes, sums.Classes);
    }

    [Fact]
    public void An_explanation_ranks_as_attributions_do()
    {
        using var model = Model.Interpret(Small.Mlp(7, Small.Classes(3)), seed: 3);
        var x = Small.Blobs(1, inputs: 7).Features;
        var found = model.Attributed(x, new Saliency(), new AttributionOptions { Target = new Target(TargetOutput.Probability) });
        foreach (var fraction in new[] { 0.1, 0.25, 0.5, 0.9, 1 })
        {
            Assert.Equal(model.Runtime.Explain(x.Row(0)).TopFraction(fraction), found.TopFraction(0, fraction));
        }
    }
}
