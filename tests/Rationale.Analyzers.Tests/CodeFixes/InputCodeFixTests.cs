using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class InputCodeFixTests
{
    [Theory]
    [InlineData("[Classifier(2)] [Dense(2)]", "[Classifier(2)] [Input(1)] [Dense(2)]")]
    [InlineData("[Classifier(2), Dense(2)]", "[Classifier(2), Input(1), Dense(2)]")]
    [InlineData("[Classifier(2)]\n[Dense(2), Flatten]", "[Classifier(2)]\n[Input(1)] [Dense(2), Flatten]")]
    [InlineData("[Classifier(2)]", "[Classifier(2)] [Input(1)]")]
    [InlineData("[Classifier(2)] [Rationale.Dense(2)]", "[Classifier(2)] [Rationale.Input(1)] [Rationale.Dense(2)]")]
    public Task A_missing_input_is_added(string before, string after) => VerifyFix.ChangesAsync<AddInputCodeFix>(
        $"{before}\npublic partial class Digits;",
        $"{after}\npublic partial class Digits;");

    [Fact]
    public Task The_input_is_added_to_the_declaration_with_the_layers() => VerifyFix.ChangesAsync<AddInputCodeFix>(
        "public partial class Digits;\n[Classifier(2)] [Dense(2)]\npublic partial class Digits;",
        "public partial class Digits;\n[Classifier(2)] [Input(1)] [Dense(2)]\npublic partial class Digits;");

    [Fact]
    public Task Missing_inputs_of_a_file_are_added_at_once() => VerifyFix.ChangesAllAsync<AddInputCodeFix>(
        "RAT0006",
        "[Classifier(2)] [Dense(2)]\npublic partial class Digits;\n[Classifier(2)] [Dense(2)]\npublic partial class Letters;",
        "[Classifier(2)] [Input(1)] [Dense(2)]\npublic partial class Digits;\n[Classifier(2)] [Input(1)] [Dense(2)]\npublic partial class Letters;");

    [Fact]
    public Task A_late_input_is_moved_to_the_front() => VerifyFix.ChangesAsync<MoveInputCodeFix>(
        "[Classifier(2)]\n[Flatten]\n[Input(28, 28)]\n[Dense(2)]\npublic partial class Digits;",
        "[Classifier(2)]\n[Input(28, 28)] [Flatten]\n[Dense(2)]\npublic partial class Digits;");

    [Fact]
    public Task A_second_input_is_removed() => VerifyFix.ChangesAsync<RemoveAttributeCodeFix>(
        "[Classifier(2)] [Input(4)] [Input(5)] [Dense(2)]\npublic partial class Digits;",
        "[Classifier(2)] [Input(4)] [Dense(2)]\npublic partial class Digits;");
}
