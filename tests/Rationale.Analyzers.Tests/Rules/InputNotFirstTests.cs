namespace Rationale.Analyzers.Tests;

public sealed class InputNotFirstTests
{
    [Fact]
    public async Task An_input_after_another_layer_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Dense(2)] [{|RAT0007:Input(4)|}]
            public partial class Digits;
            """);

        Assert.Equal(
            "[Input] of 'Digits' stands after [Dense]; move it before all other layers",
            messages[0]);
    }

    [Fact]
    public async Task A_task_before_or_after_the_input_does_not_matter()
    {
        await Verify.ReportsAsync("""
            [Input(4)] [Classifier(2)] [Dense(2)]
            public partial class Digits;
            """);
    }
}
