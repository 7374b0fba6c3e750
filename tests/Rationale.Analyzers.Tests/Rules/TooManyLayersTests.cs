namespace Rationale.Analyzers.Tests;

public sealed class TooManyLayersTests
{
    [Fact]
    public async Task More_repetitions_than_can_be_generated_are_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Dense(4)] [Relu]
            public class Step;
            [Classifier(2)] [Input(4)] [Residual(typeof(Step), Times = {|RAT0032:2000|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "[Residual] brings 'Digits' to 6000 layers with blocks and repetitions counted out, but at most 4096 can be generated; lower Times or use fewer blocks",
            messages[0]);
    }

    [Fact]
    public async Task Blocks_of_blocks_multiply()
    {
        await Verify.ReportsAsync("""
            [Block] [Dense(4)] [Relu]
            public class Step;
            [Block] [Residual(typeof(Step), Times = 100)]
            public class Stage;
            [Block] [Residual(typeof(Stage), Times = {|RAT0032:100|})]
            public class Steps;
            [Classifier(2)] [Input(4)] [Residual({|RAT0038:typeof(Steps)|})] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task Two_billion_repetitions_are_not_tried()
    {
        await Verify.ReportsAsync("""
            [Block] [Dense(4)] [Relu]
            public class Step;
            [Classifier(2)] [Input(4)] [Residual(typeof(Step), Times = {|RAT0032:int.MaxValue|})] [Dense(2)]
            public partial class Digits;
            """);
    }
}
