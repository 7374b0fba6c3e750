namespace Rationale.Analyzers.Tests;

public sealed class AttributeOfModelOnBlockTests
{
    [Fact]
    public async Task An_input_on_a_block_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [{|RAT0037:Input(4)|}] [Tanh]
            public class Stage;
            """);

        Assert.Equal(
            "[Input] on the block 'Stage' belongs to models; remove it, or remove [Block] if 'Stage' is a model",
            messages[0]);
    }

    [Fact]
    public async Task A_task_and_settings_on_a_block_are_reported()
    {
        await Verify.ReportsAsync("""
            [Block] [{|RAT0037:Classifier(2)|}] [{|RAT0037:Train|}] [{|RAT0037:ExplainConstraint|}] [Tanh]
            public class Stage;
            """);
    }
}
