namespace Rationale.Analyzers.Tests;

public sealed class UnsupportedBlockTests
{
    [Fact]
    public async Task A_generic_block_is_reported_where_it_stands_and_where_it_is_used()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Dense(4)]
            public class {|RAT0033:Step|}<T>;
            [Classifier(2)] [Input(4)] [Residual({|RAT0033:typeof(Step<>)|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'Step' cannot be a block because it is generic; name a class that is not generic and has [Block] and layer attributes",
            messages[0]);
    }

    [Fact]
    public async Task A_constructed_generic_block_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Dense(4)]
            public class {|RAT0033:Step|}<T>;
            [Classifier(2)] [Input(4)] [Residual({|RAT0033:typeof(Step<int>)|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'Step<int>' cannot be a block because it is generic; name a class that is not generic and has [Block] and layer attributes",
            messages[1]);
    }

    [Fact]
    public async Task A_block_inside_a_generic_class_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            public class Outer<T>
            {
                [Block] [Dense(4)]
                public class {|RAT0033:Step|};
            }
            [Classifier(2)] [Input(4)] [Residual({|RAT0033:typeof(Outer<>.Step)|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'Step' cannot be a block because it stands inside the generic type 'Outer'; name a class that is not generic and has [Block] and layer attributes",
            messages[0]);
    }

    [Theory]
    [InlineData("typeof(int)")]
    [InlineData("typeof(int[])")]
    [InlineData("typeof(void)")]
    [InlineData("typeof(System.IDisposable)")]
    [InlineData("null!")]
    public async Task What_is_no_class_is_reported(string block)
    {
        var messages = await Verify.ReportsAsync("[Classifier(2)] [Input(4)] [Residual({|RAT0033:" + block + "|})] [Dense(2)]\npublic partial class Digits;");

        Assert.Contains("cannot be a block because it is not a class", messages[0]);
    }
}
