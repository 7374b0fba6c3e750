namespace Rationale.Analyzers.Tests;

public sealed class OutputsDoNotFitTaskTests
{
    [Fact]
    public async Task Too_many_outputs_are_reported_with_both_numbers()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(10)] [Input(784)] [Dense(50)] [Relu] [Dense({|RAT0014:12|})]
            public partial class Digits;
            """);

        Assert.Equal(
            "The last layer of 'Digits' gives 12 outputs but [Classifier(10)] needs 10; write [Dense(10)]",
            messages[0]);
    }

    [Fact]
    public async Task The_outputs_of_a_regressor_are_checked()
    {
        var messages = await Verify.ReportsAsync("""
            [Regressor(outputs: 3)] [Input(784)] [Dense(units: {|RAT0014:1|})] [Flatten]
            public partial class Digits;
            """);

        Assert.Equal(
            "The last layer of 'Digits' gives 1 outputs but [Regressor(3)] needs 3; write [Dense(3)]",
            messages[0]);
    }

    [Fact]
    public async Task One_logit_fits_a_yes_or_no_question()
    {
        await Verify.ReportsAsync("""
            [Classifier(1)] [Input(784)] [Dense(1)]
            public partial class Digits;
            """);
    }
}
