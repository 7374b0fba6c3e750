namespace Rationale.Analyzers.Tests;

public sealed class UnsupportedBlockTests
{
    [Fact]
    public async Task A_generic_block_is_reported()
    {
        await Verify.ReportsAsync("""
            [Block] [Dense(4)]
            public class {|RAT0033:Stage|}<T>;
            [Classifier(2)] [Input(4)] [Residual({|RAT0033:typeof(Stage<int>)|})] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task What_is_no_class_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Residual({|RAT0033:typeof(int[])|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'int[]' cannot be a block because it is not a class; name a class that is not generic and has [Block] and layer attributes",
            messages[0]);
    }

    [Fact]
    public async Task Null_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Residual({|RAT0033:null!|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'null' cannot be a block because it is not a class; name a class that is not generic and has [Block] and layer attributes",
            messages[0]);
    }
}
