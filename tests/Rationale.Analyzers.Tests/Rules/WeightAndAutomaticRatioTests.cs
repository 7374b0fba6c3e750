using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class WeightAndAutomaticRatioTests
{
    [Fact]
    public async Task Weight_and_ratio_together_are_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [ExplainConstraint(Weight = 10, AutomaticRatio = {|RAT0017:0.5|})]
            public partial class Digits;
            """);

        Assert.Equal(
            "[ExplainConstraint] on 'Digits' gives both Weight = 10 and AutomaticRatio = 0.5, but the ratio computes the weight; remove one of the two",
            messages[0]);
    }

    [Fact]
    public async Task A_ratio_alone_is_accepted()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [ExplainConstraint(AutomaticRatio = 0.5)]
            public partial class Digits;
            """);
    }

    [Theory]
    [InlineData("Weight = 10, AutomaticRatio = 0.5", "Weight = 10")]
    [InlineData("AutomaticRatio = 0.5, Weight = 10", "Weight = 10")]
    public Task The_fix_keeps_the_weight(string before, string after) => VerifyFix.ChangesAsync<RemoveArgumentCodeFix>(
        $"[Classifier(2)] [Input(4)] [Dense(2)] [ExplainConstraint({before})]\npublic partial class Digits;",
        $"[Classifier(2)] [Input(4)] [Dense(2)] [ExplainConstraint({after})]\npublic partial class Digits;");
}
