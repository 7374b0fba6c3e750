namespace Rationale.Analyzers.Tests;

public sealed class BlockContainsItselfTests
{
    [Fact]
    public async Task A_block_of_itself_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Tanh] [Residual({|RAT0036:typeof(Stage)|})]
            public class Stage;
            """);

        Assert.Equal(
            "'Stage' contains itself through Stage → Stage, so its layers would never end; name another block",
            messages[0]);
    }

    [Fact]
    public async Task A_circle_of_two_is_reported_at_both()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Residual({|RAT0036:typeof(Second)|})]
            public class First;
            [Block] [Residual({|RAT0036:typeof(First)|})]
            public class Second;
            """);

        Assert.Equal(
            "'First' contains itself through First → Second → First, so its layers would never end; name another block",
            messages[0]);
    }

    [Fact]
    public async Task A_block_used_twice_is_fine()
    {
        await Verify.ReportsAsync("""
            [Block] [Tanh]
            public class Inner;
            [Block] [Residual(typeof(Inner))] [Residual(typeof(Inner))]
            public class Outer;
            [Classifier(2)] [Input(4)] [Residual(typeof(Outer))] [Residual(typeof(Inner))] [Dense(2)]
            public partial class Digits;
            """);
    }
}
