namespace Rationale.Analyzers.Tests;

public sealed class JoinMisplacedTests
{
    [Theory]
    [InlineData("[Input(4)] [{|RAT0083:Join|}] [Dense(2)]", "has nothing to join, because the model has one input; remove it, or declare another input before it, as in [Input(5, Name = \"patient\")]")]
    [InlineData("[Input(4, Name = \"image\")] [Input(5, Name = \"patient\")] [Join] [Dense(3)] [{|RAT0083:Join|}] [Dense(2)]", "joins what is joined already; remove it")]
    [InlineData("[Input(4, Name = \"image\")] [{|RAT0083:Join|}] [Input(5, Name = \"patient\")] [Dense(2)]", "stands before the input 'patient'; move it behind the layers of the last input")]
    public async Task A_join_elsewhere_than_behind_several_inputs_is_reported(string layers, string problem) =>
        Assert.Equal([$"[Join] of 'Scans' {problem}"], await Verify.ReportsAsync($"[Classifier(2)] {layers} public partial class Scans;"));

    [Fact]
    public Task A_block_has_no_join() => Verify.ReportsAsync("""
        [Block] [{|RAT0037:Join|}] [Dense(4)]
        public class Step;
        """);
}
