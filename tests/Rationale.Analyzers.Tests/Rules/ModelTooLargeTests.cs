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
            "[Dense] brings 'Digits' above 2,147,483,647 parameters or values in a row; make its layers smaller",
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
}
