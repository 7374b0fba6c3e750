using Rationale.Data;
using Rationale.Samples.IrisCancer;

namespace Rationale.Samples.Tests;

public sealed class IrisCancerTests
{
    private static readonly Dataset Data = IrisCancerData.Load();

    [Fact]
    public void The_table_has_the_checksum_of_the_authors_construction()
    {
        Assert.Equal((100, 34), (Data.Count, Data.Features.Width));
        Assert.Equal(180774.642204, Data.Features.ToArray().Sum(v => (double)v), 0.001);
        Assert.Equal([.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(1, 50)], Data.Labels.ToArray());
    }

    [Fact]
    public void First_and_last_rows_are_the_ones_of_the_files()
    {
        Assert.Equal([7.0f, 3.2f, 4.7f, 1.4f, 17.99f, 10.38f], Data.Features.Row(0)[..6]);
        Assert.Equal([5.9f, 3.0f, 5.1f, 1.8f], Data.Features.Row(99)[..4]);
        Assert.Equal(["petal width", "mean radius"], Data.FeatureNames!.Skip(3).Take(2));
        Assert.Equal([1, 1, 1, 1, 0], IrisCancerData.AgainstIris(Data)[..5]);
    }

    [Fact]
    public void Splits_have_67_and_33_rows_of_the_table_and_differ()
    {
        var all = Sorted(Data);
        var splits = IrisCancerData.Splits(Data, 350, seed: 1).ToList();
        Assert.Equal(350, splits.Count);
        foreach (var (train, test) in splits)
        {
            Assert.Equal((67, 33), (train.Count, test.Count));
            Assert.Equal(all, Sorted(Dataset.Concat(train, test)));
        }

        Assert.Equal(350, splits.Select(s => string.Join(',', Sorted(s.Test))).Distinct().Count());
        Assert.Equal(splits[3].Test.Features.ToArray(), IrisCancerData.Splits(Data, 4, seed: 1).Last().Test.Features.ToArray());
    }

    [Fact]
    public void Iris_out_clears_the_flower_and_keeps_the_tumour_and_the_label()
    {
        var rows = Data.Select([70, 2]);
        var cleared = IrisCancerData.WithoutIris(rows);
        Assert.Equal([0f, 0f, 0f, 0f], cleared.Features.Row(1)[..4]);
        Assert.Equal(Data.Features.Row(70)[4..], cleared.Features.Row(0)[4..]);
        Assert.Equal([1, 0], cleared.Labels.ToArray());
        Assert.NotEqual(0f, rows.Features[0, 0]);
    }

    [Fact]
    public void A_table_with_too_few_rows_is_named()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "iris.csv");
            File.WriteAllText(path, "a,b,c,d,species\n5.1,3.5,1.4,0.2,versicolor\n");
            Assert.Equal($"{path}: there are 1 rows of class versicolor, but 50 are needed.", Assert.Throws<DataFormatException>(() => IrisCancerData.Load(folder.FullName)).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static float[] Sorted(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(row => data.Features.Row(row)[4..].Sum()).Order()];
}
