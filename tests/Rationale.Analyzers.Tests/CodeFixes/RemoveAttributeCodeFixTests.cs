using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class RemoveAttributeCodeFixTests
{
    [Theory]
    [InlineData("[Classifier(2)] [Regressor(2)] [Input(4)] [Dense(2)]", "[Classifier(2)] [Input(4)] [Dense(2)]")]
    [InlineData("[Classifier(2)]\n[Regressor(2)]\n[Input(4)] [Dense(2)]", "[Classifier(2)]\n[Input(4)] [Dense(2)]")]
    [InlineData("[Classifier(2)]\n[Regressor(2)] [Input(4)] [Dense(2)]", "[Classifier(2)]\n[Input(4)] [Dense(2)]")]
    [InlineData("[Classifier(2), Regressor(2)] [Input(4)] [Dense(2)]", "[Classifier(2)] [Input(4)] [Dense(2)]")]
    [InlineData("[Classifier(2)] [Regressor(2), Input(4)] [Dense(2)]", "[Classifier(2)] [Input(4)] [Dense(2)]")]
    public Task A_second_task_is_removed_with_its_brackets(string before, string after) => VerifyFix.ChangesAsync<RemoveAttributeCodeFix>(
        $"{before}\npublic partial class Digits;",
        $"{after}\npublic partial class Digits;");

    [Fact]
    public Task An_activation_before_a_classifier_is_removed() => VerifyFix.ChangesAsync<RemoveAttributeCodeFix>(
        "[Classifier(2)] [Input(4)] [Dense(2)] [Relu]\npublic partial class Digits;",
        "[Classifier(2)] [Input(4)] [Dense(2)]\npublic partial class Digits;");
}
