using System.Numerics;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Smoothing;
using Rationale.Tests.Models;

namespace Rationale.Tests.Smoothing;

/// <summary>Certificates against every change that they speak of, on models small enough to try them all.</summary>
public sealed class SoundnessTests
{
    private const int Tables = 3000;

    [Fact]
    public void No_certificate_of_a_random_table_is_broken()
    {
        var violations = Violations((table, votes) => votes.Radius, redraw: false, out var certified);
        Assert.Equal(0, violations);
        Assert.True(certified > 10_000, $"only {certified} certificates said anything");
    }

    [Fact]
    public void The_published_quotient_is_broken_where_a_tie_is_lost()
    {
        var violations = Violations((table, votes) => Quotient(votes), redraw: false, out _);
        Assert.InRange(violations, 1, int.MaxValue);
    }

    [Fact]
    public void Seeds_drawn_anew_for_each_mask_void_the_certificate()
    {
        var violations = Violations((table, votes) => votes.Radius, redraw: true, out _);
        Assert.InRange(violations, 1, int.MaxValue);
    }

    [Fact]
    public void The_shares_of_classes_stay_within_their_bounds()
    {
        var (random, said) = (new RandomSource(5), 0);
        for (var i = 0; i < 300; i++)
        {
            var table = Table(random);
            var votes = All(table);
            for (var from = 0; from < votes.Length; from++)
            {
                for (var to = 0; to < votes.Length; to++)
                {
                    var radius = BitOperations.PopCount((uint)(from ^ to));
                    for (var index = 0; index < votes[from].Counts.Count; index++)
                    {
                        var (low, high) = votes[from].ShareWithin(index, radius);
                        if (votes[to].Share(index) is var share && !(share >= low && share <= high))
                        {
                            Assert.Fail($"{share} is not between {low} and {high}");
                        }
                    }

                    if (radius > 0 && radius <= votes[from].RadiusOfTop(2))
                    {
                        said++;
                        Assert.Equal(votes[from].Top(2).Order(), votes[to].Top(2).Order());
                    }
                }
            }
        }

        Assert.True(said > 1_000, $"only {said} changes lay within a radius of the first two classes");
    }

    /// <summary>The same with networks, through everything that a user calls: every example and explanation against every mask that adds to it or takes away.</summary>
    [Fact]
    public void No_certificate_of_a_thousand_random_networks_is_broken()
    {
        var random = new RandomSource(11);
        var (said, checks) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var (inputs, quantization) = (4 + random.NextInt32(2), new[] { 4, 6, 8 }[random.NextInt32(3)]);
            var kept = 1 + random.NextInt32(quantization / 2);
            var smoothing = MaskSmoothing.Create(EquatableArray.Create(inputs), (double)kept / quantization, quantization, seed: i) with
            {
                Output = i % 3 == 0 ? SmoothedOutput.Averages : SmoothedOutput.Votes,
                Replacement = i % 2,
            };
            using var model = Model.Interpret(Small.Mlp(inputs, Small.Classes(2 + (i % 2)), hidden: 6) with { Smoothing = smoothing }, seed: (ulong)i);
            foreach (ref var parameter in model.Runtime.Parameters)
            {
                parameter *= 4;
            }

            var smoothed = new SmoothedModel(model);
            var masks = Enumerable.Range(0, 1 << inputs).SelectMany(mask => Enumerable.Range(0, inputs).Select(bit => (float)((mask >> bit) & 1))).ToArray();
            float[] x = [.. Enumerable.Range(0, inputs).Select(_ => (float)random.NextNormal())];
            var votes = smoothed.Vote(FeatureMatrix.Repeat(x, 1 << inputs), FeatureMatrix.FromArray(masks, inputs), cancellationToken: TestContext.Current.CancellationToken);
            for (var mask = 0; mask < votes.Count; mask++)
            {
                bool[] explanation = [.. Enumerable.Range(0, inputs).Select(bit => ((mask >> bit) & 1) != 0)];
                if (mask % 7 == 0)
                {
                    var certificate = smoothed.Certify(x, explanation);
                    Assert.Equal(votes[mask], certificate.Explained);
                    Assert.Equal(votes[^1], certificate.Full);
                }

                said += votes[mask].Radius > 0 ? 1 : 0;
                for (var other = 0; other < votes.Count; other++)
                {
                    var distance = BitOperations.PopCount((uint)(mask ^ other));
                    if (distance <= votes[mask].Radius)
                    {
                        checks++;
                        Assert.Equal(votes[mask].Class, votes[other].Class);
                    }
                }
            }
        }

        Assert.True(said > 5_000 && checks > 50_000, $"{said} radii, {checks} checks");
    }

    [Fact]
    public void The_votes_are_those_of_the_definition()
    {
        using var model = Model.Interpret(Small.Mlp(5, Small.Classes(3)), seed: 3);
        float[] mean = [0.5f, -1, 0.25f, 2, 0];
        var smoothing = MaskSmoothing.Create(EquatableArray.Create(5), 0.375, 8) with { FeatureReplacements = new EquatableArray<float>(mean) };
        var smoothed = new SmoothedModel(model, smoothing);
        float[] x = [1, -2, 3, 0.25f, -1];
        bool[] mask = [true, false, true, true, false], always = [false, false, true, false, false];
        foreach (var alwaysOn in new[] { [], always })
        {
            var counts = new long[3];
            for (var version = 0; version < 8; version++)
            {
                float[] row = [.. x.Select((value, i) => mask[i] && (smoothed.Keeps(version, i) || (alwaysOn.Length > 0 && alwaysOn[i])) ? value : mean[i])];
                counts[model.Predict(row).Class]++;
            }

            Assert.Equal(counts, smoothed.Certify(x, mask, alwaysOn).Explained.Counts);
        }

        Assert.All(Enumerable.Range(0, 5), group => Assert.Equal(3, Enumerable.Range(0, 8).Count(version => smoothed.Keeps(version, group))));
    }

    /// <summary>Counts changes within a radius that change the class, over all masks of many tables.</summary>
    private static int Violations(Func<TableClassifier, VoteCounts, int> radiusOf, bool redraw, out int certified)
    {
        var random = new RandomSource(7);
        var (violations, said) = (0, 0);
        for (var i = 0; i < Tables; i++)
        {
            var table = Table(random);
            var votes = All(table);
            if (redraw)
            {
                table.Seeds = [.. table.Seeds.Select(_ => random.NextInt32(12))];
            }

            var others = redraw ? All(table) : votes;
            for (var from = 0; from < votes.Length; from++)
            {
                var radius = radiusOf(table, votes[from]);
                said += radius > 0 ? 1 : 0;
                for (var to = 0; to < votes.Length; to++)
                {
                    violations += BitOperations.PopCount((uint)(from ^ to)) <= radius && others[to].Class != votes[from].Class ? 1 : 0;
                }
            }
        }

        certified = said;
        return violations;
    }

    private static TableClassifier Table(RandomSource random)
    {
        var quantization = new[] { 4, 8, 12 }[random.NextInt32(3)];
        var table = new TableClassifier(4 + random.NextInt32(3), 2 + random.NextInt32(2), quantization, 1 + random.NextInt32(quantization / 4), random);
        return table.Leaning(random.NextInt32(100));
    }

    private static VoteCounts[] All(TableClassifier table) => [.. Enumerable.Range(0, 1 << table.Groups).Select(table.Vote)];

    private static int Quotient(VoteCounts votes)
    {
        var order = votes.Counts.OrderDescending().ToArray();
        return (int)((order[0] - order[1]) / (2 * votes.PerChange));
    }
}
