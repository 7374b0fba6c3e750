namespace Rationale.Analyzers.Tests;

public sealed class ShapesDoNotFitTests
{
    [Fact]
    public async Task A_dense_layer_over_pictures_is_reported_with_the_sizes()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(28, 28, 1)] [Relu] [{|RAT0013:Dense(2)|}]
            public partial class Digits;
            """);

        Assert.Equal(
            "In 'Digits', [Dense(2)] takes rows of one dimension but gets rows of shape 28×28×1; add [Flatten] before it",
            messages[0]);
    }

    [Fact]
    public async Task Flatten_makes_pictures_fit()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(28, 28, 1)] [Flatten] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task Shapes_are_checked_even_if_the_class_is_not_partial()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(28, 28)] [{|RAT0013:Dense(2)|}]
            public class {|RAT0001:Digits|};
            """);
    }
}
