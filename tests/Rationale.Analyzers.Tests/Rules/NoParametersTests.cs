namespace Rationale.Analyzers.Tests;

public sealed class NoParametersTests
{
    [Fact]
    public async Task A_model_without_dense_layers_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(4)] [Input(4)] [{|RAT0015:Flatten|}]
            public partial class Digits;
            """);

        Assert.Equal(
            "'Digits' has no layer with parameters, so there is nothing to train; end it with [Dense(4)]",
            messages[0]);
    }

    [Fact]
    public async Task An_input_alone_is_reported_on_the_class()
    {
        await Verify.ReportsAsync("""
            [Regressor] [Input(1)]
            public partial class {|RAT0015:Digits|};
            """);
    }
}
