using Rationale.Smoothing;

namespace Rationale.Tests.Smoothing;

public sealed class StabilityAttackTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_addition_is_tried_once()
    {
        var classifier = new Counting(12, _ => false);
        bool[] mask = [.. Enumerable.Range(0, 12).Select(group => group < 2)];
        var result = new StabilityAttack(classifier).ExhaustAdditions(new float[12], mask, 2, cancellationToken: Token);
        Assert.False(result.Succeeded);
        Assert.Equal(10 + 45, result.Tried);
        Assert.Equal(1 + 10 + 45, classifier.Seen.Count);
        Assert.All(classifier.Seen, seen => Assert.StartsWith("11", seen));
    }

    [Fact]
    public void Every_removal_leaves_the_explanation()
    {
        var classifier = new Counting(9, _ => false);
        bool[] mask = [.. Enumerable.Range(0, 9).Select(group => group < 3)];
        var result = new StabilityAttack(classifier).ExhaustRemovals(new float[9], mask, 3, cancellationToken: Token);
        Assert.Equal(6 + 15 + 20, result.Tried);
        Assert.Equal(1 + 6 + 15 + 20, classifier.Seen.Count);
        Assert.All(classifier.Seen, seen => Assert.StartsWith("111", seen));
    }

    [Fact]
    public void The_smallest_change_that_breaks_is_found()
    {
        // Only groups 17 and 33 together change the class.
        var classifier = new Counting(40, mask => mask[17] && mask[33]);
        var result = new StabilityAttack(classifier).ExhaustAdditions(new float[40], new bool[40], 2, cancellationToken: Token);
        Assert.True(result.Succeeded);
        Assert.Equal(2, result.Distance);
        Assert.True(result.Mask![17] && result.Mask[33]);
        Assert.False(new StabilityAttack(classifier).ExhaustAdditions(new float[40], new bool[40], 1, cancellationToken: Token).Succeeded);
    }

    [Fact]
    public void The_search_climbs_where_it_cannot_try_all()
    {
        // Twelve neighbors of sixty must be added, which chance would not find; the lead falls with each.
        var classifier = new Counting(60, mask => Inside(mask) >= 11);
        var result = new StabilityAttack(classifier).SearchAdditions(new float[60], new bool[60], 16, new AttackOptions { Rounds = 200 }, cancellationToken: Token);
        Assert.True(result.Succeeded);
        Assert.InRange(result.Distance, 11, 16);
        Assert.False(new StabilityAttack(classifier).SearchAdditions(new float[60], new bool[60], 10, cancellationToken: Token).Succeeded);
        var removal = new Counting(60, mask => 12 - Inside(mask) >= 11);
        Assert.True(new StabilityAttack(removal).SearchRemovals(new float[60], new bool[60], 16, new AttackOptions { Rounds = 200 }, cancellationToken: Token).Succeeded);
    }

    [Fact]
    public void With_nothing_to_change_nothing_breaks()
    {
        var classifier = new Counting(5, _ => true);
        bool[] all = [true, true, true, true, true];
        Assert.False(new StabilityAttack(classifier).ExhaustAdditions(new float[5], all, 2, cancellationToken: Token).Succeeded);
        Assert.False(new StabilityAttack(classifier).SearchAdditions(new float[5], all, 2, cancellationToken: Token).Succeeded);
    }

    private static int Inside(bool[] mask) => mask.Skip(20).Take(12).Count(flag => flag);

    /// <summary>Remembers what it was asked; its lead counts the neighbors that the tests are about.</summary>
    private sealed class Counting(int groups, Func<bool[], bool> isBroken) : MaskClassifier
    {
        public HashSet<string> Seen { get; } = [];

        public override int Groups => groups;

        public override int Classes => 2;

        public override int Width => groups;

        public override void Classify(ReadOnlySpan<float> x, ReadOnlySpan<bool> masks, Span<int> classes, int target = 0, Span<double> leads = default)
        {
            for (var i = 0; i < classes.Length; i++)
            {
                var mask = masks.Slice(i * groups, groups).ToArray();
                Seen.Add(string.Concat(mask.Select(flag => flag ? '1' : '0')));
                classes[i] = isBroken(mask) ? 1 : 0;
                if (!leads.IsEmpty)
                {
                    var full = mask.Count(flag => flag) > groups / 2;
                    leads[i] = groups > 30 ? full ? Inside(mask) : -Inside(mask) : 0;
                }
            }
        }
    }
}
