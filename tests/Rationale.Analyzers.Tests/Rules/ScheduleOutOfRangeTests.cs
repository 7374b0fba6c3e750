namespace Rationale.Analyzers.Tests;

public sealed class ScheduleOutOfRangeTests
{
    [Theory]
    [InlineData("[StepSchedule(Epochs = 2, Factor = {|RAT0040:1|})]", "Factor of [StepSchedule] on 'Digits' is 1, but it must be above 0 and below 1")]
    [InlineData("[StepSchedule(Epochs = 2, Factor = {|RAT0040:double.NaN|})]", "Factor of [StepSchedule] on 'Digits' is NaN, but it must be above 0 and below 1")]
    [InlineData("[{|RAT0040:StepSchedule|}]", "Epochs of [StepSchedule] on 'Digits' is 0, but it must be at least 1, unless Steps is set in its place")]
    [InlineData("[StepSchedule(Epochs = {|RAT0040:-3|})]", "Epochs of [StepSchedule] on 'Digits' is -3, but it must be at least 1, unless Steps is set in its place")]
    [InlineData("[StepSchedule(Epochs = 2, Steps = {|RAT0040:9|})]", "Steps of [StepSchedule] on 'Digits' is 9, but it must be left out where Epochs is set")]
    [InlineData("[CosineSchedule(MinFactor = {|RAT0040:1|})]", "MinFactor of [CosineSchedule] on 'Digits' is 1, but it must be at least 0 and below 1")]
    [InlineData("[CosineSchedule(Steps = {|RAT0040:-1|})]", "Steps of [CosineSchedule] on 'Digits' is -1, but it must be at least 1, unless Epochs is set in its place")]
    [InlineData("[ReduceOnPlateau(Factor = {|RAT0040:0|})]", "Factor of [ReduceOnPlateau] on 'Digits' is 0, but it must be above 0 and below 1")]
    [InlineData("[ReduceOnPlateau(Patience = {|RAT0040:0|})]", "Patience of [ReduceOnPlateau] on 'Digits' is 0, but it must be at least 1")]
    [InlineData("[ReduceOnPlateau(MinimumChange = {|RAT0040:-0.5|})]", "MinimumChange of [ReduceOnPlateau] on 'Digits' is -0.5, but it must be a finite number of 0 or more")]
    [InlineData("[ReduceOnPlateau(Cooldown = {|RAT0040:-1|})]", "Cooldown of [ReduceOnPlateau] on 'Digits' is -1, but it must be 0 or more")]
    [InlineData("[ReduceOnPlateau(MinFactor = {|RAT0040:2|})]", "MinFactor of [ReduceOnPlateau] on 'Digits' is 2, but it must be at least 0 and below 1")]
    [InlineData("[WarmUp(Steps = 5, StartFactor = {|RAT0040:0|})]", "StartFactor of [WarmUp] on 'Digits' is 0, but it must be above 0 and below 1")]
    [InlineData("[CosineSchedule] [{|RAT0040:WarmUp|}]", "Epochs of [WarmUp] on 'Digits' is 0, but it must be at least 1, unless Steps is set in its place")]
    public async Task A_value_out_of_range_is_reported(string attributes, string expected) =>
        Assert.Equal([expected], await Verify.ReportsAsync($"[Classifier(2)] [Input(4)] [Dense(2)]\n{attributes}\npublic partial class Digits;"));

    [Theory]
    [InlineData("[StepSchedule(Epochs = 3)] [WarmUp(Steps = 100)]")]
    [InlineData("[CosineSchedule] [WarmUp(Epochs = 2, StartFactor = 0.5)]")]
    [InlineData("[ReduceOnPlateau(Metric = \"accuracy\", Cooldown = 1)]")]
    public Task Values_in_range_are_not_reported(string attributes) =>
        Verify.ReportsAsync($"[Classifier(2)] [Input(4)] [Dense(2)]\n{attributes}\npublic partial class Digits;");
}
