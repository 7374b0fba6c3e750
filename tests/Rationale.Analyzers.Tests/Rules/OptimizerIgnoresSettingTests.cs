using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class OptimizerIgnoresSettingTests
{
    [Fact]
    public async Task Momentum_for_adam_is_a_warning()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [Train(Momentum = {|RAT0028:0.9|})]
            public partial class Digits;
            """);

        Assert.Equal(
            "Momentum on 'Digits' is ignored by OptimizerKind.Adam; set Optimizer = OptimizerKind.Sgd or remove Momentum",
            messages[0]);
    }

    [Fact]
    public async Task Weight_decay_for_sgd_is_a_warning()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [Train(Optimizer = OptimizerKind.Sgd, WeightDecay = {|RAT0028:0.1|})]
            public partial class Digits;
            """);

        Assert.Equal(
            "WeightDecay on 'Digits' is ignored by OptimizerKind.Sgd; set Optimizer = OptimizerKind.AdamW or remove WeightDecay",
            messages[0]);
    }

    [Fact]
    public async Task Each_setting_suits_its_optimizer()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [Train(Optimizer = OptimizerKind.Sgd, Momentum = 0.9)]
            public partial class Digits;

            [Classifier(2)] [Input(4)] [Dense(2)]
            [Train(Optimizer = OptimizerKind.AdamW, WeightDecay = 0.1)]
            public partial class Letters;
            """);
    }

    [Fact]
    public Task The_fix_removes_the_setting_and_empty_parentheses() => VerifyFix.ChangesAllAsync<RemoveArgumentCodeFix>(
        "RAT0028",
        "[Classifier(2)] [Input(4)] [Dense(2)] [Train(Momentum = 0.9)]\npublic partial class Digits;\n[Classifier(2)] [Input(4)] [Dense(2)] [Train(Epochs = 3, Momentum = 0.9)]\npublic partial class Letters;",
        "[Classifier(2)] [Input(4)] [Dense(2)] [Train]\npublic partial class Digits;\n[Classifier(2)] [Input(4)] [Dense(2)] [Train(Epochs = 3)]\npublic partial class Letters;");
}
