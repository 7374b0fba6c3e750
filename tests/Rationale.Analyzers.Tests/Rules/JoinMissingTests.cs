namespace Rationale.Analyzers.Tests;

public sealed class JoinMissingTests
{
    [Fact]
    public async Task Several_inputs_without_a_join_are_reported_at_the_last() => Assert.Equal(
        ["'Scans' has the inputs 'image' and 'patient', but no [Join] says where what they give is set side by side; add it behind the layers of the last input"],
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4, Name = "image")] [Dense(3)] [{|RAT0082:Input(5, Name = "patient")|}] [Dense(2)]
            public partial class Scans;
            """));

    [Fact]
    public Task Inputs_may_be_joined_as_the_last_that_is_done() => Verify.ReportsAsync("""
        [Classifier(2)] [Input(4, Name = "image")] [Dense(1)] [Input(5, Name = "patient")] [Dense(1)] [Join]
        public partial class Scans;
        """);
}
