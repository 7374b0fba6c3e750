namespace Rationale.Analyzers.Tests;

public sealed class TooManyLayersTests
{
    [Fact]
    public async Task Repetitions_are_counted_out()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Dense(4)] [Tanh]
            public class Stage;
            [Classifier(2)] [Input(4)] [Residual(typeof(Stage), Times = {|RAT0032:1366|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "[Residual] brings 'Digits' to 4098 layers with blocks and repetitions counted out, but at most 4096 can be generated; lower Times or use fewer blocks",
            messages[0]);
    }

    [Fact]
    public async Task Blocks_of_blocks_multiply()
    {
        await Verify.ReportsAsync("""
            [Block] [Dense(4)] [Tanh]
            public class Inner;
            [Block] [Residual(typeof(Inner), Times = 1000)]
            public class Outer;
            [Classifier(2)] [Input(4)] [Residual(typeof(Outer), Times = {|RAT0032:2|})] [Dense(2)]
            public partial class Digits;
            """);
    }
}
