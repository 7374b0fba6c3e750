using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ForwardAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class BatchStatisticsUnderPenaltyTests
{
    private const string Layers = "private readonly Linear f = Linear(4, 4), g = Linear(4, 2); private readonly BatchNorm1d norm = BatchNorm1d(4); private readonly LayerNorm own = LayerNorm(4);";
    private const string Attributes = "[Classifier(2)] [Input(4)] [ExplainConstraint(Weight = 10)]";

    [Fact]
    public Task Batch_normalization_under_a_penalty_is_reported() => Rule.ReportsAsync(
        GradientDescriptors.BatchStatisticsUnderPenalty,
        Code.Model(Layers, "=> g.call({|#0:norm.call(f.call(x))|});", Attributes),
        "[BatchNorm1d] of 'Net' stands above [ExplainConstraint], which in training ties each example to the others of its batch, so the penalty looks at gradients of the batch; use LayerNorm, GroupNorm or InstanceNorm, or call eval() on it");

    [Fact]
    public Task Without_a_penalty_it_is_fine() => Rule.ReportsAsync(Code.Model(Layers, "=> g.call(norm.call(f.call(x)));"));

    [Fact]
    public Task Normalization_of_each_example_is_fine() => Rule.ReportsAsync(Code.Model(Layers, "=> g.call(own.call(f.call(x)));", Attributes));

    [Fact]
    public async Task A_declared_batch_norm_under_a_penalty_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(4)] [{|RAT0107:BatchNorm|}] [Relu] [Dense(2)] [ExplainConstraint(Weight = 10)]
            public partial class Digits;
            """);

        Assert.Equal(
            "[BatchNorm] of 'Digits' stands above [ExplainConstraint], which in training ties each example to the others of its batch, so the penalty looks at gradients of the batch; use [LayerNorm] or [InstanceNorm], or set Frozen = true",
            messages[0]);
    }

    [Theory]
    [InlineData("[{|RAT0107:Residual(typeof(Inner))|}] [Dense(2)] [ExplainConstraint]")]
    [InlineData("[{|RAT0107:Residual(typeof(Inner), Times = 3)|}] [Dense(2)] [SmoothAttributions]")]
    [InlineData("[Residual(typeof(Inner))] [Dense(2)] [WeightPenalty(L2 = 0.1)]")]
    [InlineData("[BatchNorm(Frozen = true)] [LayerNorm] [Dense(2)] [ExplainConstraint]")]
    public async Task A_declared_block_counts_and_frozen_statistics_do_not(string attributes) => await Verify.ReportsAsync($"""
        [Classifier(2)] [Input(4, 4, 1)] [Conv(4, 3, Padding = 1)] {attributes.Replace("[Dense(2)]", "[Flatten] [Dense(2)]", StringComparison.Ordinal)}
        public partial class Digits;
        [Block] [Conv(4, 3, Padding = 1)] [BatchNorm] [Relu]
        public static class Inner;
        """);
}
