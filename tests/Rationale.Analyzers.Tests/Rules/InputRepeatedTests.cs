namespace Rationale.Analyzers.Tests;

public sealed class InputRepeatedTests
{
    [Fact]
    public async Task A_second_input_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [{|RAT0008:Input(5)|}] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'Digits' has more than one [Input]; keep the first and remove this one",
            messages[0]);
    }
}
