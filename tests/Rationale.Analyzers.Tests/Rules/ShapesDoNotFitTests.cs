namespace Rationale.Analyzers.Tests;

public sealed class ShapesDoNotFitTests
{
    [Fact]
    public async Task A_dense_layer_over_images_is_reported_with_the_sizes()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(28, 28, 1)] [Relu] [{|RAT0013:Dense(2)|}]
            public partial class Digits;
            """);

        Assert.Equal(
            "In 'Digits', [Dense(2)] takes examples of one dimension but gets examples of shape 28×28×1; add [Flatten] before it",
            messages[0]);
    }

    [Fact]
    public async Task Flatten_makes_images_fit()
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

    [Fact]
    public async Task A_window_that_does_not_fit_its_image_is_reported_with_the_sizes()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [MaxPool(2)] [{|RAT0013:Conv(4, 7, Padding = 1)|}] [Flatten] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "In 'Digits', a window of 7×7 with dilation 1 and padding 1 does not fit an image of 4×4; make the window smaller or the padding larger",
            messages[0]);
    }

    [Fact]
    public async Task Channels_that_do_not_divide_into_groups_are_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [Conv(3, 3)] [{|RAT0013:Conv(4, 3, Groups = 2)|}] [Flatten] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "In 'Digits', 3 channels and 4 filters do not divide into 2 groups; give a number of groups that divides both",
            messages[0]);
    }

    [Fact]
    public async Task Filters_that_do_not_divide_into_groups_are_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [Conv(4, 3)] [{|RAT0013:Conv(3, 3, Groups = 2)|}] [Flatten] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "In 'Digits', 4 channels and 3 filters do not divide into 2 groups; give a number of groups that divides both",
            messages[0]);
    }

    [Theory]
    [InlineData("Conv(4, 3)", "[Conv(4, 3)]")]
    [InlineData("MaxPool(2)", "[MaxPool(2)]")]
    [InlineData("AveragePool(2)", "[AveragePool(2)]")]
    [InlineData("GlobalAveragePool", "[GlobalAveragePool]")]
    public async Task A_layer_of_images_over_flat_rows_is_reported(string layer, string named)
    {
        var messages = await Verify.ReportsAsync("[Classifier(2)] [Input(784)] [{|RAT0013:" + layer + "|}] [Flatten] [Dense(2)]\npublic partial class Digits;");

        Assert.Equal($"In 'Digits', {named} takes images of height×width×channels but gets examples of shape 784; write [Input(height, width, channels)]", messages[0]);
    }

    [Fact]
    public async Task A_padding_as_large_as_the_window_of_a_pooling_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [{|RAT0013:MaxPool(2, Padding = 2)|}] [Flatten] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "In 'Digits', a pooling window of 2×2 cannot have padding 2 and dilation 1: some windows would see only padding",
            messages[0]);
    }

    [Fact]
    public async Task What_does_not_fit_inside_a_block_is_reported_where_it_is_used()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Conv(4, 3)]
            public class Step;
            [Block] [Residual(typeof(Step))]
            public class Stage;
            [Classifier(2)] [Input(784)] [{|RAT0013:Residual(typeof(Stage))|}] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "In 'Digits', in block 'Stage', in block 'Step', [Conv(4, 3)] takes images of height×width×channels but gets examples of shape 784; write [Input(height, width, channels)]",
            messages[0]);
    }

    [Fact]
    public async Task A_way_around_that_cannot_follow_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Dense(5)]
            public class Step;
            [Classifier(2)] [Input(4)] [{|RAT0013:Residual(typeof(Step))|}] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "In 'Digits', [Residual(typeof(Step))] cannot lead 4 around a block that gives 5; the way around can change the channels of an image, and divide height and width by one number",
            messages[0]);
    }

    [Fact]
    public async Task Sizes_beyond_all_images_do_not_wrap_around_to_ones_that_fit()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [{|RAT0013:Conv(4, int.MaxValue, Dilation = int.MaxValue)|}] [Flatten] [Dense(2)]
            public partial class Digits;
            """);
    }
}
