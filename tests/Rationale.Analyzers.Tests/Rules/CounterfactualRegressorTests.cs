using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class CounterfactualRegressorTests
{
    [Fact]
    public async Task A_regressor_has_no_counterfactuals()
    {
        var messages = await Verify.ReportsAsync("""
            [Regressor(1)] [Input(28, 28, 1)] [Flatten] [Dense(1)]
            [{|RAT0095:Counterfactual(0, 1)|}]
            public partial class Digits;
            """);

        Assert.Equal("'Digits' has [Counterfactual] but is not a classifier, and counterfactuals belong to classes; remove [Counterfactual] or make it a [Classifier]", messages[0]);
    }

    [Fact]
    public Task The_fix_removes_the_attribute() => VerifyFix.ChangesAsync<RemoveAttributeCodeFix>(
        "[Regressor(1)] [Input(28, 28, 1)] [Flatten] [Dense(1)]\n[Counterfactual(0, 1)]\npublic partial class Digits;",
        "[Regressor(1)] [Input(28, 28, 1)] [Flatten] [Dense(1)]\npublic partial class Digits;");
}
