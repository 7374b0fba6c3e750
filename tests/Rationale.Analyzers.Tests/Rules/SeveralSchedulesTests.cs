using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class SeveralSchedulesTests
{
    [Fact]
    public async Task A_second_schedule_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [CosineSchedule] [WarmUp(Steps = 10)] [{|RAT0042:StepSchedule(Epochs = 3)|}]
            public partial class Digits;
            """);

        Assert.Equal("'Digits' has the learning-rate schedule [CosineSchedule] already; remove [StepSchedule]", messages[0]);
    }

    [Fact]
    public Task The_second_schedule_can_be_removed() => VerifyFix.ChangesAsync<RemoveAttributeCodeFix>(
        "[Classifier(2)] [Input(4)] [Dense(2)] [CosineSchedule] [ReduceOnPlateau]\npublic partial class Digits;",
        "[Classifier(2)] [Input(4)] [Dense(2)] [CosineSchedule]\npublic partial class Digits;");
}
