namespace Rationale.Analyzers.Tests;

public sealed class BlockWithoutLayersTests
{
    [Fact]
    public async Task An_empty_block_is_reported_where_it_is_declared()
    {
        var messages = await Verify.ReportsAsync("""
            [Block]
            public class {|RAT0035:Stage|};
            """);

        Assert.Equal(
            "'Stage' is used as a block but has no layers; add layer attributes such as [Dense(units)] or [Conv(filters, size)] to it",
            messages[0]);
    }

    [Fact]
    public async Task A_class_without_layers_is_reported_where_it_is_named()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Residual({|RAT0035:typeof(string)|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'String' is used as a block but has no layers; add layer attributes such as [Dense(units)] or [Conv(filters, size)] to it",
            messages[0]);
    }
}
