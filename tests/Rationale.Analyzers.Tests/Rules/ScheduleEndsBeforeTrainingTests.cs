namespace Rationale.Analyzers.Tests;

public sealed class ScheduleEndsBeforeTrainingTests
{
    [Theory]
    [InlineData("[Train(Epochs = 30)] [CosineSchedule(Epochs = {|RAT0041:20|})]", "the schedule ends after 20 epochs, but the training has 30")]
    [InlineData("[CosineSchedule(Epochs = {|RAT0041:1|})]", "the schedule ends after 1 epoch, but the training has 10")]
    [InlineData("[WarmUp(Epochs = {|RAT0041:10|})]", "the warm-up ends after 10 epochs, but the training has only 10")]
    [InlineData("[StepSchedule(Epochs = 2)] [WarmUp(Epochs = {|RAT0041:11|})]", "the warm-up ends after 11 epochs, but the training has only 10")]
    public async Task A_length_that_does_not_fit_is_reported(string attributes, string expected) => Assert.Equal(
        [$"The learning rate of 'Digits' does not fit [Train]: {expected}; give both the same length"],
        await Verify.ReportsAsync($"[Classifier(2)] [Input(4)] [Dense(2)]\n{attributes}\npublic partial class Digits;"));

    [Theory]
    [InlineData("[Train(Epochs = 30)] [CosineSchedule(Epochs = 30)]")]
    [InlineData("[CosineSchedule(Epochs = 40)] [WarmUp(Epochs = 9)]")]
    [InlineData("[CosineSchedule(Steps = 1)]")]
    [InlineData("[StepSchedule(Epochs = 1)]")]
    public Task A_length_that_fits_is_not_reported(string attributes) =>
        Verify.ReportsAsync($"[Classifier(2)] [Input(4)] [Dense(2)]\n{attributes}\npublic partial class Digits;");
}
