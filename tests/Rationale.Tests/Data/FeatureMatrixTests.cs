using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Tests.Data;

public class FeatureMatrixTests
{
    public static TheoryData<string> Kinds => ["floats", "bytes", "scaled bytes", "repeated", "selected", "selected twice", "sliced", "selected slice", "sliced selection", "concatenated", "selected concatenation"];

    /// <summary>A column of each kind with the values that it should have, computed without it.</summary>
    private static (FeatureMatrix Column, float[][] Expected) Make(string kind)
    {
        const int Width = 37;
        var random = new RandomSource(3);
        var bytes = Enumerable.Range(0, 11 * Width).Select(_ => (byte)random.NextInt32(256)).ToArray();
        var floats = bytes.Select(value => (value - 100) / 7f).ToArray();
        float[][] Rows(Func<int, float> value, IEnumerable<int> rows) =>
            [.. rows.Select(row => Enumerable.Range(0, Width).Select(i => value(row * Width + i)).ToArray())];
        var all = Enumerable.Range(0, 11);
        var matrix = FeatureMatrix.FromArray(floats, Width);
        int[] picked = [9, 0, 3, 3, 10, 1], again = [5, 5, 0, 2];
        return kind switch
        {
            "floats" => (matrix, Rows(i => floats[i], all)),
            "bytes" => (FeatureMatrix.FromBytes(bytes, Width), Rows(i => bytes[i], all)),
            "scaled bytes" => (FeatureMatrix.FromBytes(bytes, Width, 1f / 255), Rows(i => bytes[i] * (1f / 255), all)),
            "shifted bytes" => (FeatureMatrix.FromBytes(bytes, Width, 1f / 255, -0.5f), Rows(i => (bytes[i] * (1f / 255)) - 0.5f, all)),
            "repeated" => (FeatureMatrix.Repeat(floats.AsSpan(0, Width), 11), Rows(i => floats[i % Width], all)),
            "selected" => (matrix.Select(picked), Rows(i => floats[i], picked)),
            "selected twice" => (matrix.Select(picked).Select(again), Rows(i => floats[i], again.Select(i => picked[i]))),
            "sliced" => (matrix.Slice(2, 6).Slice(1, 4), Rows(i => floats[i], [3, 4, 5, 6])),
            "selected slice" => (matrix.Slice(2, 6).Select([5, 0, 5]), Rows(i => floats[i], [7, 2, 7])),
            "sliced selection" => (matrix.Select(picked).Slice(1, 4), Rows(i => floats[i], picked[1..5])),
            "concatenated" => (FeatureMatrix.Concat(matrix.Slice(0, 4), matrix.Slice(4, 0), FeatureMatrix.FromArray(floats[(4 * Width)..], Width)), Rows(i => floats[i], all)),
            _ => (FeatureMatrix.Concat(matrix, matrix.Slice(3, 2)).Select([12, 0, 11, 10]), Rows(i => floats[i], [4, 0, 3, 10])),
        };
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_column_reads_rows_one_by_one_gathered_and_in_ranges(string kind)
    {
        var (matrix, expected) = Make(kind);
        Assert.Equal((expected.Length, 37), (matrix.Count, matrix.Width));
        Assert.Equal(expected.SelectMany(row => row), matrix.ToArray());
        for (var row = 0; row < matrix.Count; row++)
        {
            Assert.Equal(expected[row], matrix.Row(row));
            Assert.Equal(expected[row][36], matrix[row, 36]);
        }

        var random = new RandomSource(1);
        for (var trial = 0; trial < 50; trial++)
        {
            int[] rows = [.. Enumerable.Range(0, random.NextInt32(400)).Select(_ => random.NextInt32(matrix.Count))];
            var gathered = new float[rows.Length * 37 + 2];
            gathered[^2] = gathered[^1] = -7;
            matrix.CopyRows(rows, gathered);
            float[] picked = [.. rows.SelectMany(row => expected[row]), -7, -7];
            Assert.Equal(picked, gathered);
            var first = random.NextInt32(matrix.Count);
            var count = random.NextInt32(matrix.Count - first + 1);
            var range = new float[count * 37];
            matrix.CopyRows(first, count, range);
            float[] asked = [.. expected.Skip(first).Take(count).SelectMany(row => row)];
            Assert.Equal(asked, range);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_column_refuses_rows_outside_and_destinations_too_short(string kind)
    {
        var (matrix, _) = Make(kind);
        var buffer = new float[37];
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.CopyRows([matrix.Count], buffer));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.CopyRows([-1], buffer));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.CopyRows(matrix.Count, 1, buffer));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.CopyRows(1, int.MaxValue, buffer));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Select([0, matrix.Count]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Slice(1, matrix.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[0, 37]);
        Assert.Throws<ArgumentException>(() => matrix.CopyRows([0, 0], buffer));
        Assert.Throws<ArgumentException>(() => matrix.CopyRows(0, 2, buffer));
    }

    [Fact]
    public void A_rectangular_array_becomes_rows() =>
        Assert.Equal([4f, 5f, 6f], FeatureMatrix.FromRows(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }).Row(1));

    [Fact]
    public void Values_that_do_not_fill_rows_are_refused()
    {
        Assert.Equal("7 values were given for rows of width 3, but 7 is no multiple of 3.", Assert.Throws<ArgumentException>(() => FeatureMatrix.FromArray(new float[7], 3)).Message);
        Assert.Throws<ArgumentException>(() => FeatureMatrix.FromBytes(new byte[7], 0));
        Assert.Throws<ArgumentException>(() => FeatureMatrix.FromBytes(new byte[6], 3, float.NaN));
        Assert.Contains("offset", Assert.Throws<ArgumentException>(() => FeatureMatrix.FromBytes(new byte[6], 3, 1, float.NaN)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FeatureMatrix.Concat(FeatureMatrix.Repeat([1f], 1), FeatureMatrix.Repeat([1f, 2f], 1)));
    }

    [Fact]
    public void Gathering_allocates_nothing()
    {
        var matrix = FeatureMatrix.Concat(Make("bytes").Column, Make("floats").Column.Select([1, 2]));
        int[] rows = [12, 3, 0, 11];
        var buffer = new float[4 * 37];
        matrix.CopyRows(rows, buffer);
        Assert.Equal(0, Allocations.Measure(() => matrix.CopyRows(rows, buffer)));
    }
}
