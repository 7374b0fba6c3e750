using Rationale.CompilerServices;
using Rationale.Execution;
using Rationale.Tests.Models;

namespace Rationale.Tests.Execution;

public class TileTests
{
    [Fact]
    public void The_reason_of_a_tile_names_what_decided()
    {
        using var narrow = new ModelRuntime(Small.Mlp(4, Small.Classes(3)));
        using var wide = new ModelRuntime(Small.Mlp(400, Small.Classes(3), hidden: 300));
        var (small, many) = (narrow.Programs.Training.Layout, wide.Programs.Training.Layout);

        Assert.Contains("second-level cache", new ExecutionOptions().TileFor(small).Reason, StringComparison.Ordinal);
        Assert.Contains("accumulators", new ExecutionOptions().TileFor(many).Reason, StringComparison.Ordinal);
        Assert.Equal(new TileChoice(7, "asked for"), new ExecutionOptions { TileSize = 7 }.TileFor(many));
    }
}
