using Rationale.Randomness;

namespace Rationale.Tests.Randomness;

public class RandomSourceTests
{
    [Fact]
    public void Words_are_those_of_the_published_algorithm()
    {
        // The reference implementation of xoshiro256** from the state 1, 2, 3, 4.
        var random = new RandomSource(new RandomState(1, 2, 3, 4));
        ulong[] expected = [11520, 0, 1509978240, 1215971899390074240];
        Assert.Equal(expected, Enumerable.Range(0, 4).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void Seeds_are_spread_as_by_the_published_splitmix64()
    {
        // splitmix64 from 0, as its authors print it.
        Assert.Equal(new RandomState(0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC), new RandomSource(0).State);
    }

    [Fact]
    public void A_restored_state_continues_every_kind_of_number_exactly()
    {
        var random = new RandomSource(7);
        for (var i = 0; i < 100; i++)
        {
            random.NextNormal();
        }

        var copy = new RandomSource(random.State);
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(random.NextNormal(), copy.NextNormal());
            Assert.Equal(random.NextInt32(i + 1), copy.NextInt32(i + 1));
            Assert.Equal(random.NextDouble(), copy.NextDouble());
            Assert.Equal(random.NextSingle(), copy.NextSingle());
        }
    }

    [Fact]
    public void A_state_of_zeros_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new RandomSource(default(RandomState)));
        Assert.Contains("four zeros", error.Message);
    }

    [Fact]
    public void Doubles_fill_the_unit_interval_evenly()
    {
        var random = new RandomSource(11);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++)
        {
            counts[(int)(random.NextDouble() * 10)]++;
        }
        // 5 standard deviations of a binomial count with mean 10,000.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 475, 10_000 + 475));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000_003)]
    [InlineData(int.MaxValue)]
    public void Integers_stay_below_their_bound_and_have_its_mean(int bound)
    {
        var random = new RandomSource(5);
        var sum = 0.0;
        for (var i = 0; i < 100_000; i++)
        {
            var value = random.NextInt32(bound);
            Assert.InRange(value, 0, bound - 1);
            sum += value;
        }

        Assert.InRange(sum / 100_000 / bound, (bound - 1) / 2.0 / bound - .005, (bound - 1) / 2.0 / bound + .005);
    }

    [Fact]
    public void Integers_are_unbiased_where_32_bits_do_not_divide_evenly()
    {
        // Without redrawing, 2^32 / (3·2^29) = 8/3 gives the remainders modulo 3 the shares 3/8, 3/8 and 2/8.
        var random = new RandomSource(6);
        var counts = new int[3];
        for (var i = 0; i < 100_000; i++)
        {
            counts[random.NextInt32(3 << 29) % 3]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 33_333 - 750, 33_333 + 750));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_tails_of_the_normal_distribution()
    {
        var random = new RandomSource(13);
        const int Count = 400_000;
        double sum = 0, squares = 0, fourths = 0;
        var beyondTwo = 0;
        for (var i = 0; i < Count; i++)
        {
            var x = random.NextNormal();
            sum += x;
            squares += x * x;
            fourths += x * x * x * x;
            beyondTwo += Math.Abs(x) > 2 ? 1 : 0;
        }

        Assert.Equal(0, sum / Count, .01);
        Assert.Equal(1, squares / Count, .012);
        Assert.Equal(3, fourths / Count, .08);
        Assert.Equal(.0455, (double)beyondTwo / Count, .002);
    }

    [Fact]
    public void The_portable_logarithm_agrees_with_the_platform()
    {
        var random = new RandomSource(17);
        for (var i = 0; i < 100_000; i++)
        {
            var x = random.NextDouble() * Math.Pow(2, random.NextInt32(120) - 60);
            if (x == 0)
            {
                continue;
            }

            var expected = Math.Log(x);
            Assert.True(Math.Abs(PortableMath.Log(x) - expected) <= 4e-16 * Math.Max(1, Math.Abs(expected)), $"log {x:R}");
        }
    }

    [Fact]
    public void Shuffling_keeps_all_items_and_reaches_all_orders_equally()
    {
        var random = new RandomSource(19);
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 24_000; i++)
        {
            int[] items = [0, 1, 2, 3];
            random.Shuffle(items);
            var key = string.Concat(items);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 1000 - 160, 1000 + 160));
    }

    [Fact]
    public void Forks_are_repeatable_different_and_leave_their_source_where_it_was()
    {
        var random = new RandomSource(23);
        var before = random.State;
        var states = new[] { random.Fork("order"), random.Fork("dropout"), random.Fork(0), random.Fork(1), new RandomSource(24).Fork("order") }
            .Select(fork => fork.State).ToList();
        Assert.Equal(before, random.State);
        Assert.Equal(states.Count, states.Distinct().Count());
        Assert.Equal(states[0], random.Fork("order").State);
        random.NextUInt64();
        Assert.NotEqual(states[0], random.Fork("order").State);
    }

    [Fact]
    public void Neighboring_forks_are_uncorrelated()
    {
        var random = new RandomSource(29);
        for (ulong stream = 0; stream < 20; stream++)
        {
            var (a, b) = (random.Fork(stream), random.Fork(stream + 1));
            var sum = 0.0;
            for (var i = 0; i < 10_000; i++)
            {
                sum += (a.NextDouble() - .5) * (b.NextDouble() - .5) * 12;
            }

            Assert.InRange(sum / 100, -5, 5);
        }
    }
}
