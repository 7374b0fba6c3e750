using Rationale.Data;

namespace Rationale.Tests.Models;

/// <summary>What few examples cost: bytes are counted exactly, times are not looked at.</summary>
public sealed class SmallBatchTests
{
    /// <summary>A check that takes a block of the size for many examples would take 128 KiB for one.</summary>
    [Theory]
    [InlineData(1, 2048)]
    [InlineData(16, 4096)]
    public void A_prediction_allocates_little_beside_its_result(int examples, int most)
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var features = Small.Blobs(examples).Features;
        model.Predict(features);

        Assert.InRange(Allocations.Measure(() => model.Predict(features)), 1, most);
        Assert.InRange(Allocations.Measure(() => model.Predict(features.Row(0))), 1, 2048);
    }

    [Fact]
    public void Checks_of_data_allocate_less_than_the_data()
    {
        var values = FeatureMatrix.FromArray(new float[100_000], 100);
        Dataset.Unlabeled(values);

        Assert.InRange(Allocations.Measure(() => Dataset.Unlabeled(values)), 1, 4096);
    }
}
