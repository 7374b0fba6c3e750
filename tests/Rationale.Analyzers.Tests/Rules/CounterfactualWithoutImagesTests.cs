namespace Rationale.Analyzers.Tests;

public sealed class CounterfactualWithoutImagesTests
{
    [Fact]
    public async Task A_table_has_no_pixels()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(3)] [Input(784)] [Dense(3)]
            [{|RAT0096:Counterfactual(0, 1)|}]
            public partial class Digits;
            """);

        Assert.Equal("'Digits' has [Counterfactual] but does not take one image; declare height, width and channels, as in [Input(28, 28, 1)]", messages[0]);
    }
}
