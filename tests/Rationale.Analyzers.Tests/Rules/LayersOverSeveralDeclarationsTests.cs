namespace Rationale.Analyzers.Tests;

public sealed class LayersOverSeveralDeclarationsTests
{
    [Fact]
    public async Task Layers_on_two_declarations_are_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(8)]
            public partial class Digits;

            [{|RAT0009:Relu|}] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "The layers of 'Digits' are spread over several partial declarations, so their order is undefined; move [Relu] to the declaration with the other layers",
            messages[0]);
    }

    [Fact]
    public async Task Task_and_constraint_may_stand_on_another_declaration()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [ExplainConstraint]
            public partial class Digits;

            [Input(4)] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task Shared_and_separate_brackets_are_one_declaration()
    {
        await Verify.ReportsAsync("""
            [Classifier(2), Input(4)]
            [Dense(8), Relu]
            [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public Task Whether_the_input_comes_first_is_not_asked_where_there_is_no_order() => Verify.ReportsAsync(
        ("A.cs", "[Classifier(2)] [Dense(2)]\npublic partial class Digits;"),
        ("B.cs", "// Further down than the other declaration.\n[{|RAT0009:Input(4)|}]\npublic partial class Digits;"));
}
