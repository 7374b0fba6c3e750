namespace Rationale.Analyzers.Tests;

public sealed class NotPartialTests
{
    [Fact]
    public async Task A_model_that_is_not_partial_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public class {|RAT0001:Digits|};
            """);

        Assert.Equal(
            "'Digits' is a model but not partial, so nothing can be generated for it; add the modifier 'partial'",
            messages[0]);
    }

    [Fact]
    public async Task A_partial_model_is_accepted()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public sealed partial class Digits;
            """);
    }

    [Fact]
    public async Task A_class_without_attributes_is_not_a_model()
    {
        await Verify.ReportsAsync("""
            public class Digits;
            """);
    }
}
