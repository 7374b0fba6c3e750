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

    [Fact]
    public async Task Images_with_a_channel_for_each_class_want_their_mean()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(10)] [Input(9, 9, 1)] [{|RAT0014:Conv(10, 3)|}]
            public partial class Digits;
            """);

        Assert.Equal(
            "The last layer of 'Digits' gives 7×7×10 outputs but [Classifier(10)] needs 10; add [GlobalAveragePool] after it",
            messages[0]);
    }

    [Fact]
    public async Task Other_images_want_a_dense_layer()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(10)] [Input(9, 9, 1)] [Conv(8, 3)] [{|RAT0014:MaxPool(2)|}]
            public partial class Digits;
            """);

        Assert.Equal(
            "The last layer of 'Digits' gives 3×3×8 outputs but [Classifier(10)] needs 10; add [Flatten] or [GlobalAveragePool], and [Dense(10)] after it",
            messages[0]);
    }

    [Fact]
    public async Task Joined_images_want_a_dense_layer()
    {
        var messages = await Verify.ReportsAsync("""
            [Regressor(3)] [Input(9, 9, 1)] [Conv(8, 3)] [{|RAT0014:GlobalAveragePool|}] [Softplus]
            public partial class Digits;
            """);

        Assert.Equal(
            "The last layer of 'Digits' gives 8 outputs but [Regressor(3)] needs 3; add [Dense(3)] after it",
            messages[0]);
    }

    [Fact]
    public async Task Rows_of_two_dimensions_want_to_be_joined()
    {
        var messages = await Verify.ReportsAsync("""
            [Regressor] [Input(4, 4)] [{|RAT0014:LayerNorm|}]
            public partial class Digits;
            """);

        Assert.Equal(
            "The last layer of 'Digits' gives 4×4 outputs but [Regressor(1)] needs 1; add [Flatten] or [GlobalAveragePool], and [Dense(1)] after it",
            messages[0]);
    }

    [Fact]
    public async Task The_mean_of_each_channel_fits_as_many_classes()
    {
        await Verify.ReportsAsync("""
            [Classifier(10)] [Input(9, 9, 1)] [Conv(10, 3)] [GlobalAveragePool]
            public partial class Digits;
            """);
    }
}
