using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class SmoothedRegressorTests
{
    [Fact]
    public async Task A_regressor_has_no_certificates()
    {
        var messages = await Verify.ReportsAsync("""
            [Regressor(1)] [Input(4)] [Dense(1)]
            [{|RAT0064:Smoothed(keep: 0.5)|}]
            public partial class Digits;
            """);

        Assert.Equal("'Digits' is smoothed but not a classifier, and certificates are about classes; remove [Smoothed] or make it a [Classifier]", messages[0]);
    }

    [Fact]
    public Task The_fix_removes_the_attribute() => VerifyFix.ChangesAsync<RemoveAttributeCodeFix>(
        "[Regressor(1)] [Input(4)] [Dense(1)] [Smoothed(keep: 0.25)]\npublic partial class Price;",
        "[Regressor(1)] [Input(4)] [Dense(1)]\npublic partial class Price;");
}
