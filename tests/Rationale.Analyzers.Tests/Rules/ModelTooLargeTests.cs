namespace Rationale.Analyzers.Tests;

public sealed class ModelTooLargeTests
{
    [Fact]
    public async Task Too_many_parameters_are_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(100000)] [{|RAT0029:Dense(100000)|}] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "[Dense] brings 'Digits' above 2,147,483,647 parameters or values in an example; make its layers smaller",
            messages[0]);
    }

    [Fact]
    public async Task A_row_too_large_is_reported()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(100000, 100000)] [{|RAT0029:Flatten|}] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task A_large_model_that_can_be_counted_is_accepted()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(40000)] [Dense(40000)] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task Too_many_filters_are_reported()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [{|RAT0029:Conv(int.MaxValue, 8)|}] [Flatten] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task An_image_that_padding_makes_too_large_is_reported()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [{|RAT0029:Conv(1, 1, Padding = int.MaxValue)|}] [Flatten] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task A_row_that_is_too_large_inside_a_block_only_is_reported()
    {
        await Verify.ReportsAsync("""
            [Block] [Conv(1, 1, Padding = 50000)] [AveragePool(100006)]
            public class Step;
            [Classifier(2)] [Input(8, 8, 1)] [Conv(4, 3)] [{|RAT0029:Residual(typeof(Step))|}] [Flatten] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task Parameters_of_blocks_are_counted()
    {
        await Verify.ReportsAsync("""
            [Block] [Dense(20000)]
            public class Step;
            [Classifier(2)] [Input(20000)] [{|RAT0029:Residual(typeof(Step), Times = 6)|}] [Dense(2)]
            public partial class Digits;
            """);
    }
}
