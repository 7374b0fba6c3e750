namespace Rationale.Analyzers.Tests;

public sealed class BlockHasErrorsTests
{
    [Fact]
    public async Task What_is_wrong_with_a_block_is_reported_at_the_block()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Dense({|RAT0019:0|})]
            public class Step;
            [Classifier(2)] [Input(4)] [Residual({|RAT0038:typeof(Step)|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "'Digits' cannot use the block 'Step' because 'Step' has errors; solve those first",
            messages[1]);
    }

    [Fact]
    public async Task Every_model_that_uses_a_broken_block_of_another_file_says_so_and_the_block_is_reported_once() => await Verify.ReportsAsync(
        ("Step.cs", "[Block] [Dropout({|RAT0018:1|})]\npublic class Step;"),
        ("Digits.cs", "[Classifier(2)] [Input(4)] [Residual({|RAT0038:typeof(Step)|})] [Dense(2)]\npublic partial class Digits;"),
        ("Letters.cs", "[Classifier(2)] [Input(4)] [Residual({|RAT0038:typeof(Step)|})] [Dense(2)]\npublic partial class Letters;"));

    [Fact]
    public async Task Layers_of_a_block_stand_on_one_declaration() => await Verify.ReportsAsync(
        ("Step.cs", "[Dense(4)]\npublic partial class Step;"),
        ("Step.Other.cs", "[Block] [{|RAT0009:Relu|}]\npublic partial class Step;"),
        ("Digits.cs", "[Classifier(2)] [Input(4)] [Residual({|RAT0038:typeof(Step)|})] [Dense(2)]\npublic partial class Digits;"));
}
