using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class BlockCodeFixTests
{
    private const string Model = "[Classifier(2)] [Input(4)] [Residual(typeof(Step))] [Dense(2)]\npublic partial class Digits;\n";

    [Fact]
    public Task A_class_that_is_used_as_a_block_is_marked() => VerifyFix.ChangesAsync<MarkBlockCodeFix>(
        Model + "[Dense(4), Relu]\npublic class Step;",
        Model + "[Block] [Dense(4), Relu]\npublic class Step;");

    [Fact]
    public Task A_class_that_two_models_use_is_marked_once() => VerifyFix.ChangesAllAsync<MarkBlockCodeFix>(
        "RAT0034",
        Model + Model.Replace("Digits", "Letters") + "[Dense(4)]\npublic class Step;",
        Model + Model.Replace("Digits", "Letters") + "[Block] [Dense(4)]\npublic class Step;");

    [Fact]
    public Task A_model_is_not_made_a_block() => VerifyFix.OffersNothingAsync<MarkBlockCodeFix>(
        Model + "[Classifier(4)] [Input(4)] [Dense(4)]\npublic partial class Step;");

    [Fact]
    public Task What_belongs_to_models_is_removed_from_a_block() => VerifyFix.ChangesAsync<RemoveAttributeCodeFix>(
        "[Block] [Input(4)] [Dense(4)]\npublic class Step;",
        "[Block] [Dense(4)]\npublic class Step;");
}
