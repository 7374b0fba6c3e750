namespace Rationale.Analyzers.Tests;

public sealed class MissingTaskTests
{
    [Fact]
    public async Task Layers_without_a_task_are_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Input(4)] [Dense(2)]
            public partial class {|RAT0004:Digits|};
            """);

        Assert.Equal(
            "'Digits' has attributes of a model but no task; add [Classifier(classes)] or [Regressor(outputs)], or [Block] if models use it as a block",
            messages[0]);
    }

    [Fact]
    public async Task A_constraint_without_a_task_is_reported()
    {
        await Verify.ReportsAsync("""
            [ExplainConstraint]
            public partial class {|RAT0004:{|RAT0006:Digits|}|};
            """);
    }
}
