namespace Rationale.Analyzers.Tests;

public sealed class CountBelowOneTests
{
    [Fact]
    public async Task Units_are_checked()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense({|RAT0019:0|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "units of [Dense] on 'Digits' is 0; it must be at least 1",
            messages[0]);
    }

    [Fact]
    public async Task Classes_are_checked()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier({|RAT0019:-2|})] [Input(4)] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "classes of [Classifier] on 'Digits' is -2; it must be at least 1",
            messages[0]);
    }

    [Fact]
    public async Task Outputs_are_checked()
    {
        await Verify.ReportsAsync("""
            [Regressor({|RAT0019:0|})] [Input(4)] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task Every_extent_of_the_input_is_checked()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input({|RAT0019:0|}, 28, {|RAT0019:-1|})] [Flatten] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "shape of [Input] on 'Digits' is 0; it must be at least 1",
            messages[0]);
    }

    [Fact]
    public async Task An_input_without_dimensions_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [{|RAT0019:Input()|}] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "number of dimensions of [Input] on 'Digits' is 0; it must be at least 1",
            messages[0]);
    }

    [Fact]
    public async Task An_input_of_null_is_reported()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [{|RAT0019:Input(null!)|}] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task Epochs_and_batch_size_are_checked()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [Train(Epochs = {|RAT0019:0|}, BatchSize = {|RAT0019:-1|})]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task Sizes_filters_dilation_groups_and_times_are_checked()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [Relu]
            public class Step;
            [Classifier(2)] [Input(8, 8, 1)] [Conv({|RAT0019:0|}, {|RAT0019:0|}, Dilation = {|RAT0019:0|}, Groups = {|RAT0019:-1|})] [MaxPool({|RAT0019:0|})] [AveragePool(size: {|RAT0019:-2|})] [Residual(typeof(Step), Times = {|RAT0019:0|})] [Flatten] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "filters of [Conv] on 'Digits' is 0; it must be at least 1",
            messages[0]);
    }
}
