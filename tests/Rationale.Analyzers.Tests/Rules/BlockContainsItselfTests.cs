namespace Rationale.Analyzers.Tests;

public sealed class BlockContainsItselfTests
{
    [Fact]
    public async Task A_block_that_names_itself_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Dense(4)] [Residual({|RAT0036:typeof(Step)|})]
            public class Step;
            [Classifier(2)] [Input(4)] [Residual({|RAT0038:typeof(Step)|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'Step' contains itself through Step → Step, so its layers would never end; name another block",
            messages[0]);
    }

    [Fact]
    public async Task A_longer_way_back_is_reported_at_every_block_on_it()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Dense(4)] [Residual({|RAT0036:typeof(Second)|})]
            public class First;
            [Block] [Residual({|RAT0036:typeof(Third)|}, Times = 2)]
            public class Second;
            [Block] [Residual({|RAT0036:typeof(First)|})] [Residual({|RAT0036:typeof(Outside)|})]
            public class Third;
            [Block] [Residual({|RAT0036:typeof(First)|})]
            public class Outside;
            """);

        Assert.Equal(
            "'First' contains itself through First → Second → Third → First, so its layers would never end; name another block",
            messages[0]);
    }

    [Fact]
    public async Task A_block_before_a_cycle_says_that_it_cannot_use_it()
    {
        await Verify.ReportsAsync("""
            [Block] [Residual({|RAT0038:typeof(Second)|})]
            public class First;
            [Block] [Residual({|RAT0036:typeof(Second)|})]
            public class Second;
            """);
    }

    [Fact]
    public async Task A_block_may_be_used_twice_and_by_two_others()
    {
        await Verify.ReportsAsync("""
            [Block] [Dense(4)] [Relu]
            public class Step;
            [Block] [Residual(typeof(Step))] [Residual(typeof(Step))]
            public class Stage;
            [Classifier(2)] [Input(4)] [Residual(typeof(Stage))] [Residual(typeof(Step))] [Dense(2)]
            public partial class Digits;
            """);
    }
}
