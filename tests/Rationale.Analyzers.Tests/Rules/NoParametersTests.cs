namespace Rationale.Analyzers.Tests;

public sealed class NoParametersTests
{
    [Fact]
    public async Task A_model_without_dense_layers_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(4)] [Input(4)] [{|RAT0015:Flatten|}]
            public partial class Digits;
            """);

        Assert.Equal(
            "'Digits' has no layer with parameters, so there is nothing to train; end it with [Dense(4)]",
            messages[0]);
    }

    [Fact]
    public async Task An_input_alone_is_reported_on_the_class()
    {
        await Verify.ReportsAsync("""
            [Regressor] [Input(1)]
            public partial class {|RAT0015:Digits|};
            """);
    }

    [Fact]
    public async Task Convolutions_normalizations_and_blocks_of_them_are_trained()
    {
        await Verify.ReportsAsync("""
            [Block] [LayerNorm]
            public class Step;
            [Classifier(4)] [Input(4)] [Residual(typeof(Step))]
            public partial class Digits;
            [Classifier(4)] [Input(8, 8, 1)] [Conv(4, 3)] [GlobalAveragePool]
            public partial class Letters;
            """);
    }

    [Fact]
    public async Task Blocks_and_poolings_without_parameters_are_not()
    {
        await Verify.ReportsAsync("""
            [Block] [Relu]
            public class Step;
            [Classifier(1)] [Input(8, 8, 1)] [Residual(typeof(Step))] [{|RAT0015:GlobalAveragePool|}]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task A_way_around_that_has_to_change_the_shape_is_trained()
    {
        await Verify.ReportsAsync("""
            [Block] [MaxPool(2)]
            public class Step;
            [Classifier(1)] [Input(8, 8, 1)] [Residual(typeof(Step))] [GlobalAveragePool]
            public partial class Digits;
            """);
    }
}
