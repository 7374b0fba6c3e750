namespace Rationale.Analyzers.Tests;

public sealed class BlockNotMarkedTests
{
    [Fact]
    public async Task A_class_with_layers_only_is_reported_on_both_sides()
    {
        var messages = await Verify.ReportsAsync("""
            [Dense(4)]
            public partial class {|RAT0004:{|RAT0006:Step|}|};
            [Classifier(2)] [Input(4)] [Residual({|RAT0034:typeof(Step)|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'Step' is used as a block by 'Digits' but not marked as one; add [Block] to 'Step'",
            messages[2]);
    }

    [Fact]
    public async Task A_model_is_no_block()
    {
        await Verify.ReportsAsync("""
            [Classifier(4)] [Input(4)] [Dense(4)]
            public partial class Step;
            [Classifier(2)] [Input(4)] [Residual({|RAT0034:typeof(Step)|})] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task A_model_that_names_itself_is_reported()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Residual({|RAT0034:typeof(Digits)|})] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task A_marked_block_is_silent_even_if_nobody_uses_it()
    {
        await Verify.ReportsAsync("""
            [Block] [Conv(4, 3, Padding = 1)] [Relu]
            public class Step;
            """);
    }
}
