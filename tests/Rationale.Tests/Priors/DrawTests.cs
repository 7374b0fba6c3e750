using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Objectives;
using Rationale.Models;
using Rationale.Objectives;
using Rationale.Randomness;
using Rationale.Tests.Models;

namespace Rationale.Tests.Priors;

/// <summary>What is drawn for expected gradients.</summary>
public sealed class DrawTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    public void A_keyed_permutation_is_one_and_differs_by_its_key(int count)
    {
        var (first, second) = (new KeyedPermutation(count, 5), new KeyedPermutation(count, 6));
        int[] items = [.. Enumerable.Range(0, count).Select(place => first[place])];
        Assert.Equal(Enumerable.Range(0, count), items.Order());
        if (count > 2)
        {
            Assert.NotEqual(items, Enumerable.Range(0, count).Select(place => second[place]));
        }
    }

    /// <summary>Over many keys every item stands at every place about equally often: χ² of each place stays below its 99.99th percentile.</summary>
    [Fact]
    public void Every_item_is_as_likely_at_every_place()
    {
        const int Count = 11, Keys = 4400;
        var counts = new int[Count, Count];
        for (var key = 0; key < Keys; key++)
        {
            var order = new KeyedPermutation(Count, SplitMix64.Mix((ulong)key));
            for (var place = 0; place < Count; place++)
            {
                counts[place, order[place]]++;
            }
        }

        for (var place = 0; place < Count; place++)
        {
            var expected = (double)Keys / Count;
            Assert.InRange(Enumerable.Range(0, Count).Sum(item => Math.Pow(counts[place, item] - expected, 2) / expected), 0.5, 35.6);
        }
    }

    [Fact]
    public void A_step_goes_through_the_background_without_repetition_and_begins_again_where_it_is_too_small()
    {
        var (batch, layout) = Batch(examples: 6, background: 20, references: 3);
        var drawn = Drawn(batch, layout, 3);
        Assert.Equal(18, drawn.Distinct().Count());

        (batch, layout) = Batch(examples: 6, background: 4, references: 3);
        drawn = Drawn(batch, layout, 3);
        for (var example = 0; example < 6; example++)
        {
            Assert.Equal(3, drawn.Skip(example * 3).Take(3).Distinct().Count());
        }
    }

    [Fact]
    public void What_an_example_gets_depends_on_seed_step_and_place_alone()
    {
        var (batch, layout) = Batch(examples: 6, background: 20, references: 2);
        var whole = Drawn(batch, layout, 2);
        var column = layout.Inputs.ToList().FindIndex(column => column.Name == "reference2");
        var part = new float[1];
        for (var example = 5; example >= 0; example--)
        {
            batch.Input(column, example, 1, part);
            Assert.Equal(whole[(2 * example) + 1], part[0]);
        }

        var places = Places(batch, layout);
        Assert.All(places, place => Assert.InRange(place, 0f, 0.9999999f));
        Assert.Equal(6, places.Distinct().Count());
        var (again, _) = Batch(examples: 6, background: 20, references: 2);
        Assert.Equal(whole, Drawn(again, layout, 2));
        Assert.Equal(places, Places(again, layout));
        var (next, _) = Batch(examples: 6, background: 20, references: 2, step: 4);
        Assert.NotEqual(whole, Drawn(next, layout, 2));
        Assert.NotEqual(places, Places(next, layout));
        var (other, _) = Batch(examples: 6, background: 20, references: 2, seed: 8);
        Assert.NotEqual(whole, Drawn(other, layout, 2));
    }

    private static (IBatch<float> Batch, ProgramLayout Layout) Batch(int examples, int background, int references, long step = 3, ulong seed = 7)
    {
        var model = Small.Mlp(1, Small.Numbers(1)).With(new SparseAttributionPenalty(1, SparsityMeasure.L1, new AttributionSource(AttributionKind.ExpectedGradients, references, new Target(TargetOutput.Logit, TargetClass.All))));
        var layout = new ProgramSource(model).Training.Layout;
        var data = Dataset.ForRegression(FeatureMatrix.FromArray(new float[examples], 1), FeatureMatrix.FromArray(new float[examples], 1));
        var drawn = DrawnInputs.Create(model, layout, FeatureMatrix.FromArray([.. Enumerable.Range(0, background).Select(value => (float)value)], 1), seed)!;
        return (drawn.Over(new DatasetBatch(layout, data), step), layout);
    }

    /// <summary>The references of each example, one after another.</summary>
    private static float[] Drawn(IBatch<float> batch, ProgramLayout layout, int references)
    {
        var drawn = new float[batch.Examples * references];
        for (var number = 1; number <= references; number++)
        {
            var column = layout.Inputs.ToList().FindIndex(column => column.Name == $"reference{number}");
            var values = new float[batch.Examples];
            batch.Input(column, 0, batch.Examples, values);
            for (var example = 0; example < batch.Examples; example++)
            {
                drawn[(example * references) + number - 1] = values[example];
            }
        }

        return drawn;
    }

    private static float[] Places(IBatch<float> batch, ProgramLayout layout)
    {
        var places = new float[batch.Examples];
        batch.Input(layout.Inputs.ToList().FindIndex(column => column.Name == "place1"), 0, batch.Examples, places);
        return places;
    }
}
