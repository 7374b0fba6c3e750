using Rationale.Smoothing;

namespace Rationale.Tests.Smoothing;

public sealed class VoteCountsTests
{
    [Theory]
    [InlineData(new long[] { 64, 0 }, 8, 4)]
    [InlineData(new long[] { 0, 64 }, 8, 3)]
    [InlineData(new long[] { 48, 16 }, 8, 2)]
    [InlineData(new long[] { 16, 48 }, 8, 1)]
    [InlineData(new long[] { 32, 32 }, 8, 0)]
    [InlineData(new long[] { 64, 0 }, 32, 1)]
    [InlineData(new long[] { 0, 64 }, 32, 0)]
    [InlineData(new long[] { 20, 40, 4 }, 1, 9)]
    public void Radii_are_whole_and_ties_go_to_the_first(long[] counts, long perChange, int radius) =>
        Assert.Equal(radius, new VoteCounts(counts, 64, perChange).Radius);

    [Fact]
    public void Orders_and_tops_have_radii_of_their_own()
    {
        var votes = new VoteCounts([10, 40, 30, 20], 100, 5);
        Assert.Equal(1, votes.Class);
        Assert.Equal([1, 2, 3, 0], votes.Top(4));
        Assert.Equal(1, votes.RadiusOfOrder(1, 2));
        Assert.Equal(0, votes.RadiusOfOrder(2, 3) - 1);
        Assert.Equal(-1, votes.RadiusOfOrder(0, 1));
        Assert.Equal(1, votes.RadiusOfTop(1));
        Assert.Equal(1, votes.RadiusOfTop(2));
        Assert.Equal(0, votes.RadiusOfTop(3));
        Assert.Equal(int.MaxValue, votes.RadiusOfTop(4));
        Assert.Equal((0.25, 0.55), votes.ShareWithin(1, 3));
        Assert.Equal((0, 0.25), votes.ShareWithin(0, 3));
    }

    [Theory]
    [InlineData(new long[] { }, "at least one")]
    [InlineData(new long[] { 3, -1 }, "[3, -1]")]
    [InlineData(new long[] { 65, 0 }, "from 0 to 64")]
    public void Impossible_counts_are_refused(long[] counts, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new VoteCounts(counts, 64, 8)).Message);
}
