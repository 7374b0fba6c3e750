namespace Rationale.Analyzers.Tests;

public sealed class ContainingTypeNotPartialTests
{
    [Fact]
    public async Task A_containing_type_that_is_not_partial_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            public static class {|RAT0002:Models|}
            {
                [Classifier(2)] [Input(4)] [Dense(2)]
                public sealed partial class Digits;
            }
            """);

        Assert.Equal(
            "'Models' contains the model 'Digits' but is not partial, so nothing can be generated; add the modifier 'partial' to 'Models'",
            messages[0]);
    }

    [Fact]
    public async Task Every_containing_type_is_checked()
    {
        await Verify.ReportsAsync("""
            public partial interface IOuter
            {
                public struct {|RAT0002:Middle|}
                {
                    public record {|RAT0002:Inner|}
                    {
                        [Classifier(2)] [Input(4)] [Dense(2)]
                        public sealed partial class Digits;
                    }
                }
            }
            """);
    }
}
