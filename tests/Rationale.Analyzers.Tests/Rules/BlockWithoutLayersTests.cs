namespace Rationale.Analyzers.Tests;

public sealed class BlockWithoutLayersTests
{
    [Fact]
    public async Task A_block_without_layers_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Block]
            public class {|RAT0035:Step|};
            """);

        Assert.Equal(
            "'Step' is to be a block but has no layers; add layer attributes such as [Dense(units)] or [Conv(filters, size)] to it",
            messages[0]);
    }

    [Fact]
    public async Task A_class_that_has_nothing_to_do_with_us_is_reported_where_it_is_used()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Residual({|RAT0035:typeof(string)|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'String' is to be a block but has no layers; add layer attributes such as [Dense(units)] or [Conv(filters, size)] to it",
            messages[0]);
    }
}
