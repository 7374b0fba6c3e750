using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Models;

namespace Rationale.Tests.Models;

/// <summary>Where a program reads the examples of a batch.</summary>
public sealed class DatasetBatchTests
{
    private const int Width = 3;

    private static readonly float[] Values = [.. Enumerable.Range(0, 12 * Width).Select(value => (float)value)];

    public static TheoryData<string> Matrices => ["all", "slice", "selection", "selection of a slice", "slice of a selection"];

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Examples_that_stand_one_after_the_other_are_read_where_they_stand(string which)
    {
        var (matrix, first) = Matrix(which);
        var batch = Batch(matrix);
        float[] buffer = new float[4 * Width];
        Check(batch.Input(0, 1, 4, buffer), (first + 1) * Width);
        Check(batch.View(0, 1, 4), (first + 1) * Width);
        batch.Select(new[] { 5, 1, 2, 3, 4, 0 });
        Check(batch.Input(0, 1, 4, buffer), (first + 1) * Width);
        Assert.All(buffer, value => Assert.Equal(0, value));

        static void Check(ReadOnlyMemory<float> rows, int from)
        {
            Assert.True(rows.Span.SequenceEqual(Values.AsSpan(from, 4 * Width)));
            Assert.True(rows.Span.Overlaps(Values, out var offset));
            Assert.Equal(-from, offset);
        }
    }

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Examples_in_another_order_are_gathered(string which)
    {
        var (matrix, first) = Matrix(which);
        var batch = Batch(matrix);
        float[] buffer = new float[3 * Width];
        batch.Select(new[] { 4, 2, 3, 3, 1 });
        var rows = batch.Input(0, 1, 3, buffer);
        Assert.True(rows.Span.Overlaps(buffer));
        Assert.True(batch.View(0, 1, 3).IsEmpty);
        float[] Row(int row) => Values[((first + row) * Width)..((first + row + 1) * Width)];
        Assert.Equal([.. Row(2), .. Row(3), .. Row(3)], rows.ToArray());
    }

    [Fact]
    public void Values_that_are_not_stored_as_floats_are_converted()
    {
        var batch = Batch(FeatureMatrix.FromBytes([.. Values.Select(value => (byte)value)], Width));
        float[] buffer = new float[2 * Width];
        var rows = batch.Input(0, 3, 2, buffer);
        Assert.True(rows.Span.Overlaps(buffer));
        Assert.Equal(Values[(3 * Width)..(5 * Width)], rows.ToArray());
    }

    [Fact]
    public void Rows_picked_out_of_order_are_gathered_although_they_are_all_asked_for()
    {
        var batch = Batch(FeatureMatrix.FromArray(Values, Width).Select([7, 6, 5]));
        float[] buffer = new float[3 * Width];
        Assert.Equal([.. Values[(7 * Width)..(8 * Width)], .. Values[(6 * Width)..(7 * Width)], .. Values[(5 * Width)..(6 * Width)]], batch.Input(0, 0, 3, buffer).ToArray());
    }

    /// <summary>Six rows or more of the values, and the row that comes first.</summary>
    private static (FeatureMatrix Matrix, int First) Matrix(string which)
    {
        var all = FeatureMatrix.FromArray(Values, Width);
        return which switch
        {
            "all" => (all, 0),
            "slice" => (all.Slice(4, 7), 4),
            "selection" => (all.Select([2, 3, 4, 5, 6, 7]), 2),
            "selection of a slice" => (all.Slice(3, 9).Select([2, 3, 4, 5, 6, 7]), 5),
            _ => (all.Select([9, 1, 2, 3, 4, 5, 6, 7]).Slice(1, 6), 1),
        };
    }

    private static DatasetBatch Batch(FeatureMatrix matrix)
    {
        var layout = new ProgramSource(Small.Mlp(Width, Small.Classes(2))).Training.Layout;
        return new DatasetBatch(layout, Dataset.ForClassification(matrix, new int[matrix.Count], 2));
    }
}
