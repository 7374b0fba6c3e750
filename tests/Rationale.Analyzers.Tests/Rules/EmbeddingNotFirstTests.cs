namespace Rationale.Analyzers.Tests;

public sealed class EmbeddingNotFirstTests
{
    [Fact]
    public async Task An_embedding_behind_another_layer_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(6)] [Dropout(0.1)] [{|RAT0043:Embedding(10, 4)|}] [Flatten] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "[Embedding] on 'Digits' gets what other layers give, but its input must be token ids; put it right after [Input], outside of blocks",
            messages[0]);
    }

    [Fact]
    public async Task A_second_embedding_is_reported()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(6)] [Embedding(10, 4)] [{|RAT0043:Embedding(10, 4)|}] [Flatten] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task An_embedding_in_a_block_is_reported_there()
    {
        await Verify.ReportsAsync("""
            [Block] [{|RAT0043:Embedding(10, 4)|}]
            public class Step;
            [Classifier(2)] [Input(6)] [Residual({|RAT0038:typeof(Step)|})] [Flatten] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task An_embedding_right_after_the_input_is_accepted()
    {
        await Verify.ReportsAsync("""
            [Block] [LayerNorm] [Attention(2)]
            public class Mixing;
            [Block] [LayerNorm] [LastAxisDense(8)] [Gelu] [LastAxisDense(4)]
            public class Thinking;
            [Classifier(2)] [Input(6)] [Embedding(10, 4)] [PositionalEmbedding] [Residual(typeof(Mixing))] [Residual(typeof(Thinking))] [LayerNorm] [GlobalAveragePool] [Dense(2)]
            [ExplainConstraint]
            public partial class Digits;
            """);
    }
}
