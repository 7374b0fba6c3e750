using Rationale.Data;

namespace Rationale.Tests.Data;

/// <summary>Reordered columns, wider and narrower than their source, against the definition element by element: value (row, i) is value (row, order[i]) of the source.</summary>
public sealed class ReorderedFeatureMatrixTests
{
    [Theory]
    [InlineData(2, 7, 100)]
    [InlineData(7, 2, 100)]
    [InlineData(5, 5, 100)]
    [InlineData(1, 3, 40_000)]
    [InlineData(3, 1, 20_000)]
    [InlineData(20_000, 3, 5)]
    public void Rows_of_any_width_are_read_one_by_one_gathered_and_in_ranges(int sourceWidth, int width, int count)
    {
        var random = new Random(sourceWidth + width);
        var values = Enumerable.Range(0, count * sourceWidth).Select(_ => random.NextSingle()).ToArray();
        var row = values[..sourceWidth];
        FeatureMatrix[] sources =
        [
            FeatureMatrix.FromArray(values, sourceWidth),
            FeatureMatrix.Repeat(row, count),
            FeatureMatrix.FromArray(values, sourceWidth).Slice(1, count - 2),
            FeatureMatrix.FromArray(values, sourceWidth).Select([.. Enumerable.Range(0, count).Select(_ => random.Next(count))]),
            FeatureMatrix.Concat(FeatureMatrix.FromArray(values, sourceWidth).Slice(0, 2), FeatureMatrix.Repeat(row, count - 2)),
        ];
        foreach (var source in sources)
        {
            int[] order = [.. Enumerable.Range(0, width).Select(_ => random.Next(sourceWidth))];
            HoldsDefinition(source, new ReorderedFeatureMatrix(source, order), order, random);
            HoldsDefinition(source.Slice(1, 2), new ReorderedFeatureMatrix(source, order).Slice(1, 2), order, random);
        }
    }

    [Fact]
    public void Gathering_allocates_nothing()
    {
        var matrix = new ReorderedFeatureMatrix(FeatureMatrix.FromArray(new float[60], 3), [2, 2, 0, 1, 1]);
        int[] rows = [19, 3, 0, 11];
        var buffer = new float[20];
        matrix.CopyRows(rows, buffer);
        Assert.Equal(0, Allocations.Measure(() => matrix.CopyRows(rows, buffer)));
    }

    [Fact]
    public void The_mask_of_a_raw_feature_becomes_that_of_all_that_comes_from_it()
    {
        const int Count = 100;
        string[] cities = ["a", "b", "c", "d", "e", "f"];
        var features = FeatureMatrix.FromColumns(
            RawColumn.FromNumbers("leak", [.. Enumerable.Range(0, Count).Select(i => (double)i)]),
            RawColumn.FromTexts("city", [.. Enumerable.Range(0, Count).Select(i => cities[i % 6])]));
        var raw = Dataset.ForClassification(features, [.. Enumerable.Range(0, Count).Select(i => i % 2)]);
        var preprocessing = Preprocessing.Create().OneHot("city").Fit(raw);

        var leak = preprocessing.Transform(raw.WithAnnotationMask(FeatureMatrix.Repeat([1, 0], Count))).AnnotationMask!;
        float[] expected = [1, 0, 0, 0, 0, 0, 0];
        var block = new float[Count * 7];
        Array.Fill(block, 7f);
        leak.CopyRows(0, Count, block);
        Assert.Equal(Enumerable.Repeat(expected, Count).SelectMany(row => row), block);
        var gathered = new float[3 * 7];
        leak.CopyRows([99, 0, 50], gathered);
        Assert.Equal([.. expected, .. expected, .. expected], gathered);
        Assert.Equal(expected, leak.Row(99));

        // Masks that differ from example to example keep their examples through splits.
        var single = FeatureMatrix.FromArray([.. Enumerable.Range(0, Count).SelectMany(i => new[] { 0f, i % 3 == 0 ? 1f : 0f })], 2);
        var shuffled = preprocessing.Transform(raw.WithAnnotationMask(single)).Shuffle(1);
        for (var example = 0; example < Count; example++)
        {
            var city = shuffled.Features[example, 0] % 3 == 0 ? 1f : 0f;
            Assert.Equal([0, city, city, city, city, city, city], shuffled.AnnotationMask!.Slice(example, 1).ToArray());
        }

        Assert.Equal(34 * 6, shuffled.AnnotationMask!.ToArray().Count(value => value == 1));
    }

    private static void HoldsDefinition(FeatureMatrix source, FeatureMatrix reordered, int[] order, Random random)
    {
        var original = source.ToArray();
        float[] Expected(IEnumerable<int> rows) => [.. rows.SelectMany(row => order.Select(column => original[(row * source.Width) + column]))];

        Assert.Equal((source.Count, order.Length), (reordered.Count, reordered.Width));
        Assert.Equal(Expected(Enumerable.Range(0, source.Count)), reordered.ToArray());
        Assert.Equal(Expected([source.Count - 1]), reordered.Row(source.Count - 1));
        int[] rows = [.. Enumerable.Range(0, Math.Min(source.Count, 6000)).Select(_ => random.Next(source.Count))];
        var gathered = new float[(rows.Length * order.Length) + 2];
        gathered[^2] = gathered[^1] = -7;
        reordered.CopyRows(rows, gathered);
        Assert.Equal([.. Expected(rows), -7f, -7f], gathered);
        var first = random.Next(source.Count);
        var range = new float[(source.Count - first) * order.Length];
        reordered.CopyRows(first, source.Count - first, range);
        Assert.Equal(Expected(Enumerable.Range(first, source.Count - first)), range);
    }
}
