using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ForwardAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class DerivativeIsZeroTests
{
    private const string Layers = "private readonly Linear f = Linear(4, 4), g = Linear(4, 2);";

    [Fact]
    public Task An_input_that_is_rounded_is_reported() => Rule.ReportsAsync(
        GradientDescriptors.DerivativeIsZero,
        Code.Model(Layers, "=> g.call(f.call({|#0:(x * 255).round()|} / 255));"),
        "The output of 'Net' depends on its input through '(x * 255).round()' alone, whose derivative is zero almost everywhere, so every explanation would be zero; use a smooth function in its place");

    [Theory]
    [InlineData("{ var bits = {|RAT0103:x > 0.5|}; return g.call(bits.to(float32)); }")]
    [InlineData("=> {|RAT0103:g.call(x).sign()|} * 2;")]
    [InlineData("{ var c = {|RAT0103:f.call(x).argmax(1)|}; return functional.one_hot(c, 2).to(float32); }")]
    public Task Signs_comparisons_and_indices_count(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));

    [Theory]
    [InlineData("{ var h = f.call(x); return g.call(h * (h > 0)); }")]
    [InlineData("{ var h = f.call(x); return g.call(h.sign() * h.abs().sqrt()); }")]
    [InlineData("{ var h = f.call(x); var best = h.argmax(1, true); return g.call(h) + h.gather(1, best); }")]
    [InlineData("{ var h = x.round(); System.GC.KeepAlive(h); return g.call(f.call(x)); }")]
    [InlineData("=> g.call(where(x > 0, x, x * 0.1));")]
    [InlineData("=> g.call(functional.relu(f.call(x)));")]
    public Task Beside_a_path_with_a_derivative_they_are_fine(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));

    [Fact]
    public Task Ids_of_an_embedding_need_no_derivative() => Rule.ReportsAsync(
        Code.Model("private readonly Embedding e = Embedding(10, 4); private readonly Linear g = Linear(16, 2);", "=> g.call(e.call(x.round().to(int64)).flatten(1));"));
}
