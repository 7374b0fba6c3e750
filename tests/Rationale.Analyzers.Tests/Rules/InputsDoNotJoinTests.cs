namespace Rationale.Analyzers.Tests;

public sealed class InputsDoNotJoinTests
{
    [Fact]
    public async Task An_image_beside_numbers_is_reported() => Assert.Equal(
        ["The inputs of 'Scans' give 4×4×1 and 5 (of 'patient'), which cannot stand side by side along the last axis; end the layers of each input with [Flatten]"],
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4, 4, 1, Name = "image")] [Relu] [Input(5, Name = "patient")] [{|RAT0084:Join|}] [Dense(2)]
            public partial class Scans;
            """));

    [Fact]
    public Task Images_of_one_size_are_joined_by_their_channels() => Verify.ReportsAsync("""
        [Classifier(2)] [Input(4, 4, 1, Name = "left")] [Input(4, 4, 3, Name = "right")] [Conv(2, 3, Padding = 1)] [Join] [Conv(2, 3)] [Flatten] [Dense(2)]
        public partial class Scans;
        """);

    [Fact]
    public async Task Layers_of_inputs_are_checked_where_they_stand() => Assert.Equal(
        ["In 'Scans', [Dense(3)] takes examples of one dimension but gets examples of shape 4×4×1; add [Flatten] before it"],
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4, 4, 1, Name = "image")] [{|RAT0013:Dense(3)|}] [Input(5, Name = "patient")] [Join] [Dense(2)]
            public partial class Scans;
            """));

    [Fact]
    public async Task Outputs_behind_a_join_must_fit() => Assert.Equal(
        ["The last layer of 'Scans' gives 4 outputs but [Classifier(2)] needs 2; add [Dense(2)] after [Join]"],
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4, Name = "image")] [Dense(3)] [Input(5, Name = "patient")] [Dense(1)] [{|RAT0014:Join|}]
            public partial class Scans;
            """));

    [Theory]
    [InlineData("[{|RAT0090:ExplainConstraint(OnInputs = new[] { \"text\" })|}]", "The term 'explanation' of 'Scans' is for the input 'text', but the model has 'image' and 'patient'; name one of those")]
    [InlineData("[{|RAT0090:AttributionPrior(2)|}]", "[AttributionPrior] attributes to the features of a model of one input, but 'Scans' has the inputs 'image' and 'patient'; use it on a model of one input")]
    [InlineData("[{|RAT0090:SparseAttributions|}]", "[SparseAttributions] attributes to the features of a model of one input, but 'Scans' has the inputs 'image' and 'patient'; use it on a model of one input")]
    [InlineData("[Smoothed(0.25, Input = {|RAT0063:\"text\"|})]", "The groups of 'Scans' do not fit its examples: Input is 'text', but the model has 'image' and 'patient'; name one of those")]
    public async Task What_several_inputs_do_not_have_is_refused(string attribute, string message) => Assert.Equal(
        [message],
        await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(4, Name = "image")] [Input(5, Name = "patient")] [Join] [Dense(2)]
            {{attribute}}
            public partial class Scans;
            """));

    [Fact]
    public async Task An_input_of_a_self_explaining_model_has_no_layers() => Assert.Equal(
        ["'Scans' is self-explaining, so [Dense] has no place on it; move it into a nested class marked [Relevance], [ConceptEncoder] or [ConceptDecoder]"],
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4, Name = "image")] [{|RAT0050:Dense(3)|}] [Input(5, Name = "patient")] [Join] [SelfExplaining(3)]
            public partial class Scans;
            """));

    [Fact]
    public async Task Counterfactuals_are_of_one_image() => await Verify.ReportsAsync("""
        [Classifier(2)] [Input(8, 8, 1, Name = "image")] [Flatten] [Input(5, Name = "patient")] [Join] [Dense(2)]
        [{|RAT0096:Counterfactual(0, 1)|}]
        public partial class Scans;
        """);

    [Fact]
    public async Task Inputs_that_no_buffer_holds_are_reported() => await Verify.ReportsAsync("""
        [Classifier(2)] [Input(2000000000, Name = "image")] [{|RAT0029:Input(2000000000, Name = "patient")|}] [Join] [Dense(2)]
        public partial class Scans;
        """);
}
