using Rationale.Samples.IrisCancer;

namespace Rationale.Samples.Tests;

public sealed class IrisCancerTests
{
    private static readonly IrisCancerData Data = IrisCancerData.Load();

    [Fact]
    public void The_table_has_the_checksum_of_the_authors_construction()
    {
        Assert.Equal(100 * 34, Data.Inputs.Length);
        Assert.Equal(180774.642204, Data.Inputs.Sum(v => (double)v), 0.001);
        Assert.Equal([.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(1, 50)], Data.Labels);
    }

    [Fact]
    public void First_and_last_rows_are_the_ones_of_the_files()
    {
        Assert.Equal([7.0f, 3.2f, 4.7f, 1.4f, 17.99f, 10.38f], Data.Inputs[..6]);
        Assert.Equal([5.9f, 3.0f, 5.1f, 1.8f], Data.Inputs.AsSpan(99 * 34, 4).ToArray());
        Assert.Equal([1, 1, 1, 1, 0], IrisCancerData.AgainstIris()[..5].Select(v => (int)v));
    }

    [Fact]
    public void Splits_have_67_and_33_rows_and_differ()
    {
        var splits = IrisCancerSplit.Draw(350, seed: 1).ToList();
        Assert.Equal(350, splits.Count);
        foreach (var split in splits)
        {
            Assert.Equal((67, 33), (split.Train.Length, split.Test.Length));
            Assert.Equal(Enumerable.Range(0, 100), split.Train.Concat(split.Test).Order());
        }

        Assert.Equal(350, splits.Select(s => string.Join(',', s.Test)).Distinct().Count());
        Assert.Equal(splits[3].Test, IrisCancerSplit.Draw(4, seed: 1).Last().Test);
    }

    [Fact]
    public void Iris_out_clears_the_flower_and_keeps_the_tumour()
    {
        var taken = IrisCancerSplit.Take(Data.Inputs, [70, 2], withIris: false);
        Assert.Equal([0f, 0f, 0f, 0f], taken[..4]);
        Assert.Equal(Data.Inputs.AsSpan((70 * 34) + 4, 30).ToArray(), taken[4..34]);
        Assert.Equal(Data.Inputs.AsSpan(2 * 34, 34).ToArray(), IrisCancerSplit.Take(Data.Inputs, [70, 2])[34..]);
    }

    [Theory]
    [InlineData("5.1,3.5,1.4,virginica", "line 2: 4 cells where 5 are expected")]
    [InlineData("5.1,3.5,1.4,oops,versicolor", "line 2: \"oops\" is no number")]
    [InlineData("5.1,3.5,1.4,0.2,versicolor", "1 rows of class versicolor where 50 are expected")]
    public void A_broken_table_is_named_with_its_line(string row, string expected)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "iris.csv"), $"a,b,c,d,species\n{row}\n");
            File.Copy(Path.Combine(AppContext.BaseDirectory, "data", "wdbc.csv"), Path.Combine(folder.FullName, "wdbc.csv"));
            Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => IrisCancerData.Load(folder.FullName)).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
