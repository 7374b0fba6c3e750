using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ForwardAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class FusedAttentionTests
{
    private const string Layers = "private readonly Linear f = Linear(4, 2);";
    private const string Forward = "=> f.call({|#0:functional.scaled_dot_product_attention(x, x, x)|});";
    private const string Attributes = "[Classifier(2)] [Input(3, 4)] [ExplainConstraint(Weight = 10)]";

    [Fact]
    public Task Under_a_penalty_it_is_reported() => Rule.ReportsAsync(
        GradientDescriptors.FusedAttention,
        Code.Model(Layers, Forward, Attributes),
        "'scaled_dot_product_attention' in 'Net' may choose a fused kernel, whose gradient cannot be differentiated again as the explanation penalty needs; write out the products and the softmax");

    [Fact]
    public Task Without_a_penalty_it_is_fine() => Rule.ReportsAsync(Code.Model(Layers, "=> f.call(functional.scaled_dot_product_attention(x, x, x));", "[Classifier(2)] [Input(3, 4)]"));

    [Fact]
    public Task Written_out_it_is_fine() => Rule.ReportsAsync(Code.Model(Layers, "=> f.call(functional.softmax(x.matmul(x.transpose(1, 2)), -1).matmul(x).flatten(1));", Attributes));
}
