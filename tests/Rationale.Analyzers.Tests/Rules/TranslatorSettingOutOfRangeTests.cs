namespace Rationale.Analyzers.Tests;

public sealed class TranslatorSettingOutOfRangeTests
{
    [Theory]
    [InlineData("Minimum = 1, Maximum = {|RAT0099:0.5|}", "pixels from 1 to 0.5, but the first number must be the smaller and both finite")]
    [InlineData("LearningRate = {|RAT0099:0|}", "the learning rate 0, but it must be finite and above 0")]
    public async Task Pixels_have_a_range_and_steps_a_length(string argument, string message)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
            [Counterfactual(0, 1, {{argument}})]
            public partial class Digits;
            """);

        Assert.Equal($"[Counterfactual] of 'Digits' has {message}", messages[0]);
    }

    [Fact]
    public async Task Weights_and_counts_have_the_rules_of_all() => await Verify.ReportsAsync("""
        [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
        [Counterfactual(0, 1, CycleWeight = {|RAT0016:-1|}, BatchSize = {|RAT0019:0|}, PoolSize = {|RAT0030:-1|})]
        public partial class Digits;
        """);
}
