namespace Rationale.Analyzers.Tests;

public sealed class BlockHasErrorsTests
{
    [Fact]
    public async Task A_model_says_that_its_block_has_errors()
    {
        await Verify.ReportsAsync("""
            [Block] [Dense({|RAT0019:0|})]
            public class Stage;
            [Classifier(2)] [Input(4)] [Residual({|RAT0038:typeof(Stage)|})] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task Errors_pass_through_blocks_of_blocks()
    {
        await Verify.ReportsAsync("""
            [Block] [Dropout({|RAT0018:2|})]
            public class Inner;
            [Block] [Residual({|RAT0038:typeof(Inner)|})]
            public class Outer;
            [Classifier(2)] [Input(4)] [Residual({|RAT0038:typeof(Outer)|})] [Dense(2)]
            public partial class Digits;
            """);
    }
}
