namespace Rationale.Analyzers.Tests;

public sealed class SelfExplainingRegressorTests
{
    [Fact]
    public async Task A_regressor_has_no_classes_to_explain()
    {
        var messages = await Verify.ReportsAsync("""
            [Regressor(1)] [Input(4)]
            [{|RAT0051:SelfExplaining(2)|}]
            public partial class Digits;
            """);

        Assert.Equal("'Digits' is self-explaining but not a classifier; remove [SelfExplaining] or make it a [Classifier]", messages[0]);
    }
}
