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
}
