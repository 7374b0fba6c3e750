using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.OptionOutOfRangeAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class OptionOutOfRangeTests
{
    [Fact]
    public Task A_negative_rate_is_reported() => Rule.ReportsAsync(
        ValueDescriptors.OptionOutOfRange,
        RuntimeCode.Method("{ return new TrainingOptions { LearningRate = {|#0:-0.1|} }; }"),
        "LearningRate = -0.1 is refused when it is used; it must be a finite number above 0");

    [Fact]
    public Task A_negative_coefficient_is_reported() => Rule.ReportsAsync(
        ValueDescriptors.OptionOutOfRange,
        RuntimeCode.Method("{ return new TrainingOptions { Coefficients = { [\"explanation\"] = {|#0:-1|} } }; }"),
        "[\"explanation\"] = -1 is refused when it is used; it must be a finite number of 0 or more");

    [Theory]
    [InlineData("new TrainingOptions { Epochs = {|RAT0140:0|}, BatchSize = {|RAT0140:-8|} }")]
    [InlineData("new TrainingOptions { Momentum = {|RAT0140:1|}, WeightDecay = {|RAT0140:-1e-3|}, ClipNorm = {|RAT0140:double.PositiveInfinity|} }")]
    [InlineData("new TrainingOptions { ExplanationWeight = {|RAT0140:double.NaN|}, RobustnessWeight = {|RAT0140:-1|}, AutomaticRatio = {|RAT0140:-1|}, Workers = {|RAT0140:-1|} }")]
    [InlineData("new TrainingOptions() with { Epochs = {|RAT0140:-3|} }")]
    [InlineData("new TrainingOptions { Coefficients = new() { [\"weights.L2\"] = {|RAT0140:-1e-3|} } }")]
    [InlineData("new TrainingOptions().Coefficients[\"explanation\"] = {|RAT0140:-1|}")]
    [InlineData("new Rationale.Attribution.KernelShap { Samples = {|RAT0140:-1|} }")]
    [InlineData("new Rationale.Attribution.Lime { Samples = {|RAT0140:1|}, KernelWidth = {|RAT0140:0|}, Penalty = {|RAT0140:-1|} }")]
    [InlineData("new Rationale.Attribution.SmoothGrad { Samples = {|RAT0140:0|}, NoiseLevel = {|RAT0140:-0.1|}, Deviation = {|RAT0140:double.NaN|} }")]
    [InlineData("new Rationale.Attribution.IntegratedGradients() with { Steps = {|RAT0140:0|} }")]
    [InlineData("new Rationale.Counterfactuals.TranslatorOptions { BatchSize = {|RAT0140:0|}, LearningRate = {|RAT0140:0|}, Workers = {|RAT0140:-1|}, CycleWeight = {|RAT0140:-1|} }")]
    [InlineData("new Rationale.Counterfactuals.MaskOptions { BlurSize = {|RAT0140:4|}, BlurSigma = {|RAT0140:0|} }")]
    public Task Every_option_with_a_range_counts(string options) => Rule.ReportsAsync(RuntimeCode.Method($"{{ return {options}; }}"));

    [Theory]
    [InlineData("new TrainingOptions { Epochs = 1, BatchSize = 8, LearningRate = 1e-3, Momentum = 0, WeightDecay = 0, ClipNorm = 0, Workers = 0, ExplanationWeight = 0, Seed = 3 }")]
    [InlineData("new TrainingOptions { Epochs = row.Length, LearningRate = -row[0], ExplanationWeight = null }")]
    [InlineData("new TrainingOptions { Coefficients = { [\"explanation\"] = 0 }, TermLearningRates = { [\"prior\"] = 0 } }")]
    [InlineData("new Rationale.Attribution.KernelShap { Samples = 0 }")]
    [InlineData("new Rationale.Counterfactuals.TranslatorOptions { Epochs = null, DecayEpochs = 0, Seed = 0 }")]
    [InlineData("new Dictionary<string, double> { [\"explanation\"] = -1 }")]
    public Task Values_in_range_and_those_that_nobody_knows_are_fine(string options) => Rule.ReportsAsync(RuntimeCode.Method($"{{ return {options}; }}"));
}
