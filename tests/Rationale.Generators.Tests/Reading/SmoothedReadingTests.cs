using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Reading;

/// <summary>How [Smoothed] becomes seeds and groups.</summary>
public sealed class SmoothedReadingTests
{
    [Fact]
    public void Seeds_are_drawn_from_one_number_for_every_group()
    {
        var smoothing = Read("[Input(4, 4, 2)] [Flatten] [Dense(2)]", "keep: 0.25, Quantization = 16, Seed = 7, Patch = 2");
        Assert.Equal(new Patches(2, 2), smoothing.Groups);
        Assert.Equal(MaskSeeds.Draw(7, 4, 16), smoothing.Seeds);
        Assert.Equal(4, smoothing.Kept);
        Assert.NotEqual(MaskSeeds.Draw(8, 4, 16), smoothing.Seeds);
    }

    [Fact]
    public void The_table_of_a_seed_never_changes() =>
        Assert.Equal(EquatableArray.Create(46, 37, 12, 19, 46, 44, 31, 14), MaskSeeds.Draw(1234, 8, 64));

    [Fact]
    public void Without_groups_each_feature_stands_by_itself()
    {
        var smoothing = Read("[Input(5)] [Dense(2)]", "0.5");
        Assert.Equal(new SingleFeatures(), smoothing.Groups);
        Assert.Equal(MaskSeeds.Draw(1234, 5, 64), smoothing.Seeds);
        Assert.Equal(64, smoothing.Quantization);
    }

    [Fact]
    public void Listed_groups_arrive()
    {
        var smoothing = Read("[Input(3)] [Dense(2)]", "keep: 0.5, Groups = new[] { 1, 0, 1 }");
        Assert.Equal(new ListedGroups(EquatableArray.Create(1, 0, 1)), smoothing.Groups);
        Assert.Equal(2, smoothing.Seeds.Count);
    }

    [Fact]
    public void Patches_are_numbered_row_by_row_with_all_channels()
    {
        var groups = new Patches(2, 2).GroupOf(EquatableArray.Create(3, 3, 2));
        Assert.Equal([0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 3], groups);
    }

    private static MaskSmoothing Read(string layers, string arguments) =>
        ReadSource.Model("M", $"[Classifier(2)] {layers} [Smoothed({arguments})] public partial class M;").Specification.Smoothing!;
}
