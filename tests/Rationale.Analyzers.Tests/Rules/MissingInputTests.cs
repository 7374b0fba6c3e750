namespace Rationale.Analyzers.Tests;

public sealed class MissingInputTests
{
    [Fact]
    public async Task A_model_without_input_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Dense(2)]
            public partial class {|RAT0006:Digits|};
            """);

        Assert.Equal(
            "'Digits' does not say what an example of input looks like; add [Input(features)], or [Input(height, width, channels)] for images, as its first layer",
            messages[0]);
    }

    [Fact]
    public async Task A_task_alone_is_reported()
    {
        await Verify.ReportsAsync("""
            [Regressor]
            public partial class {|RAT0006:Digits|};
            """);
    }
}
