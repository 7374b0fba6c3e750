using Rationale.Attribution;
using Rationale.Data;
using Rationale.Tests.Models;

namespace Rationale.Tests.Attribution;

/// <summary>Global importance over a stream is that over the same examples in memory.</summary>
public sealed class StreamedImportanceTests
{
    private static readonly Dataset Data = Small.Blobs(50).WithFeatureNames(["a", "b", "c", "d"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<AttributionMethod> Methods => [new Saliency(), new InputXGradient(), new IntegratedGradients()];

    [Theory]
    [MemberData(nameof(Methods), DisableDiscoveryEnumeration = true)]
    public async Task A_stream_gives_the_numbers_of_memory(AttributionMethod method)
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var options = new AttributionOptions { Target = new Target(TargetOutput.Logit, TargetClass.Labeled) };
        var expected = model.GlobalImportance(Data, method, options, cancellationToken: Token);
        var told = new List<long>();
        var found = await model.GlobalImportanceAsync(DatasetStream.FromDataset(Data, 16), method, options, new Watch(told.Add), Token);
        Assert.Equal([16, 32, 48, 50], told);
        Assert.Equal((50, "a"), (found.Examples, found[0].Name));
        Assert.Equal(expected.Means.ToArray(), found.Means.ToArray());
        Assert.Equal(expected[2].StandardError, found[2].StandardError);
        Assert.Equal(expected.ToString(), found.ToString());
    }

    [Fact]
    public async Task It_can_be_canceled_and_refuses_what_does_not_fit()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => model.GlobalImportanceAsync(DatasetStream.FromDataset(Data, 16), new Saliency(), progress: new Watch(_ => source.Cancel()), cancellationToken: source.Token));
        Assert.Equal(
            "The stream gave no examples, but a global importance needs at least 1. (Parameter 'data')",
            (await Assert.ThrowsAsync<ArgumentException>(() => model.GlobalImportanceAsync(DatasetStream.FromFiles([], _ => Data), new Saliency(), cancellationToken: Token))).Message);
        Assert.Contains(
            "5 features",
            (await Assert.ThrowsAsync<ArgumentException>(() => model.GlobalImportanceAsync(DatasetStream.FromDataset(Small.Blobs(6, 5), 3), new Saliency(), cancellationToken: Token))).Message,
            StringComparison.Ordinal);
    }

    private sealed class Watch(Action<long> told) : IProgress<long>
    {
        public void Report(long value) => told(value);
    }
}
