namespace Rationale.Analyzers.Tests;

public sealed class SeveralTasksTests
{
    [Fact]
    public async Task A_second_task_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [{|RAT0005:Regressor(2)|}] [Input(4)] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'Digits' has the task [Classifier] already; remove [Regressor] or move it to a model of its own",
            messages[0]);
    }

    [Fact]
    public async Task A_second_task_on_another_declaration_is_reported()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Digits;

            [{|RAT0005:Regressor(2)|}]
            public partial class Digits;
            """);
    }
}
