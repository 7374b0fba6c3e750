using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Tests.Models;

/// <summary>Which examples of a batch are read where they stand.</summary>
public sealed class DatasetBatchTests
{
    private const int Width = 3;

    private static readonly FeatureMatrix Table = FeatureMatrix.FromArray([.. Enumerable.Range(0, 10 * Width).Select(i => (float)i)], Width);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(4, 3)]
    public void Examples_in_order_stand_in_the_table(int first, int count)
    {
        var batch = Batch(Table);
        Assert.Equal(Values(batch, first, count), batch.View(0, first, count).ToArray());

        batch.Select(new[] { 5, 6, 7, 2 });
        Assert.Equal(Values(batch, 0, 3), batch.View(0, 0, 3).ToArray());
        Assert.Equal([18f, 19, 20, 21, 22, 23], batch.View(0, 1, 2).ToArray());
    }

    [Fact]
    public void Rows_of_a_table_stand_in_it()
    {
        var batch = Batch(Table.Slice(2, 6));
        Assert.Equal([9f, 10, 11, 12, 13, 14], batch.View(0, 1, 2).ToArray());
        Assert.Equal(Values(batch, 1, 2), batch.View(0, 1, 2).ToArray());
    }

    [Fact]
    public void What_must_be_gathered_stands_nowhere()
    {
        var batch = Batch(Table);
        batch.Select(new[] { 5, 6, 2 });
        Assert.True(batch.View(0, 0, 3).IsEmpty);
        batch.Select(new[] { 5, 5 });
        Assert.True(batch.View(0, 0, 2).IsEmpty);

        Assert.True(Batch(FeatureMatrix.FromBytes(new byte[6 * Width], Width)).View(0, 0, 2).IsEmpty);
        Assert.True(Batch(FeatureMatrix.Repeat([1f, 2, 3], 6)).View(0, 0, 2).IsEmpty);
        Assert.True(Batch(Table.Select([1, 2, 3])).View(0, 0, 2).IsEmpty);

        // Inputs that the data lack are zeros, and stand nowhere.
        Assert.True(Batch(Table, "annotations").View(0, 0, 2).IsEmpty);
    }

    private static float[] Values(DatasetBatch batch, int first, int count) => batch.Input(0, first, count, new float[count * Width]).ToArray();

    private static DatasetBatch Batch(FeatureMatrix features, string input = "features") => new(
        new ProgramLayout([new ValueLayout(input, Width)], [], [], [], [[]], 0, 0, 0, 0), Dataset.ForClassification(features, new int[features.Count], 2));
}
