namespace Rationale.Analyzers.Tests;

public sealed class ClassWeightsDoNotFitTests
{
    [Theory]
    [InlineData("3", "1.0, 5.0", "there are 2 weights for 3 classes")]
    [InlineData("1", "1.0", "there are 1 weights for 2 classes")]
    [InlineData("2", "1.0, -5.0", "the weight of class 1 is -5, but weights are finite numbers of 0 or more")]
    [InlineData("2", "double.NaN, 5.0", "the weight of class 0 is NaN, but weights are finite numbers of 0 or more")]
    [InlineData("2", "0.0, 0.0", "all weights are 0")]
    public async Task Weights_that_do_not_fit_are_reported(string classes, string weights, string problem) => Assert.Equal(
        [$"The class weights of 'Digits' do not fit: {problem}; give one weight for each class"],
        await Verify.ReportsAsync($$"""[Classifier({{classes}}, ClassWeights = {|RAT0044:new[] { {{weights}} }|})] [Input(4)] [Dense({{classes}})] public partial class Digits;"""));

    [Theory]
    [InlineData("3", "1.0, 5.0, 0.0")]
    [InlineData("1", "1.0, 5.0")]
    public Task Weights_that_fit_are_not_reported(string classes, string weights) =>
        Verify.ReportsAsync($$"""[Classifier({{classes}}, ClassWeights = new[] { {{weights}} })] [Input(4)] [Dense({{classes}})] public partial class Digits;""");
}
