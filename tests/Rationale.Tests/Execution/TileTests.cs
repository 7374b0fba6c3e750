using Rationale.Execution;
using Rationale.Models;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Execution;

public class TileTests
{
    [Theory]
    [InlineData(48, 200, new[] { 48, 24, 96 })]
    [InlineData(48, 60, new[] { 48, 24, 60 })]
    [InlineData(4, 4, new[] { 4, 2 })]
    [InlineData(1, 1, new[] { 1 })]
    public void Half_and_twice_are_tried_and_nothing_larger_than_a_batch(int chosen, int rows, int[] expected) =>
        Assert.Equal(expected, TileMeasurement.Candidates(chosen, rows));

    [Fact]
    public void A_measured_tile_is_one_of_those_tried()
    {
        var data = Small.Blobs(64);
        using var runtime = new ModelRuntime(Small.Mlp(4, Small.Classes(3)));
        var program = runtime.Programs.Training;
        var options = new ExecutionOptions { Workers = 1 };
        var rows = TileMeasurement.Choose(program, runtime.Flat, options, new DatasetBatch(program.Layout, data), TestContext.Current.CancellationToken);

        Assert.Contains(rows, TileMeasurement.Candidates(options.TileRowsFor(program.Layout), data.Count));
    }

    [Fact]
    public async Task A_training_with_a_measured_tile_learns_the_same()
    {
        var expected = await TrainAsync(new ExecutionOptions { Workers = 1 });
        var measured = await TrainAsync(new ExecutionOptions { Workers = 1, MeasureTile = true });

        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], measured[i], 1e-4f);
        }
    }

    [Fact]
    public void A_measurement_ends_when_it_is_canceled()
    {
        using var runtime = new ModelRuntime(Small.Mlp(4, Small.Classes(3)));
        var program = runtime.Programs.Training;
        var batch = new DatasetBatch(program.Layout, Small.Blobs(64));

        Assert.Throws<OperationCanceledException>(() => TileMeasurement.Choose(program, runtime.Flat, new ExecutionOptions { Workers = 1 }, batch, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void The_reason_of_a_tile_names_what_decided()
    {
        using var narrow = new ModelRuntime(Small.Mlp(4, Small.Classes(3)));
        using var wide = new ModelRuntime(Small.Mlp(400, Small.Classes(3), hidden: 300));
        var (small, many) = (narrow.Programs.Training.Layout, wide.Programs.Training.Layout);

        Assert.Contains("second-level cache", new ExecutionOptions().TileFor(small).Reason, StringComparison.Ordinal);
        Assert.Contains("accumulators", new ExecutionOptions().TileFor(many).Reason, StringComparison.Ordinal);
        Assert.Equal(new TileChoice(7, "asked for"), new ExecutionOptions { TileRows = 7 }.TileFor(many));
    }

    private static async Task<float[]> TrainAsync(ExecutionOptions options)
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)));
        model.Runtime.Execution = options;
        await model.TrainAsync(Small.Blobs(64), new TrainingOptions { Epochs = 2, BatchSize = 32 });
        return model.Runtime.Parameters.ToArray();
    }
}
