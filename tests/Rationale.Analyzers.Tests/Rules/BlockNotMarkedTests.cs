namespace Rationale.Analyzers.Tests;

public sealed class BlockNotMarkedTests
{
    [Fact]
    public async Task A_class_with_layers_but_without_the_mark_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Residual({|RAT0034:typeof(Other)|})] [Dense(2)]
            public partial class Digits;
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Other;
            """);

        Assert.Equal(
            "'Other' is used as a block by 'Digits' but not marked as one; add [Block] to 'Other'",
            messages[0]);
    }
}
