namespace Rationale.Analyzers.Tests;

public sealed class ActivationBeforeClassifierTests
{
    [Fact]
    public async Task An_activation_after_the_logits_is_a_warning()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)] [{|RAT0023:Relu|}]
            public partial class Digits;
            """);

        Assert.Equal(
            "The last layer of 'Digits' is [Relu], but [Classifier(2)] takes raw logits and applies softmax itself; remove [Relu]",
            messages[0]);
    }

    [Fact]
    public async Task Dropout_after_the_logits_is_a_warning()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)] [{|RAT0023:Dropout(0.5)|}]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task A_regressor_may_bound_its_outputs()
    {
        await Verify.ReportsAsync("""
            [Regressor(2)] [Input(4)] [Dense(2)] [Softplus]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task Means_of_channels_are_logits()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [Conv(2, 3)] [GlobalAveragePool]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task A_softmax_after_the_logits_is_a_warning()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)] [{|RAT0023:Softmax|}] [Smoothed(keep: 0.5)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task A_softmax_among_the_layers_is_fine()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(4)] [Softmax] [Dense(2)]
            public partial class Digits;
            """);
    }
}
