using Fix = Rationale.Analyzers.Tests.FixTest<Rationale.Analyzers.ForwardAnalyzer, Rationale.CodeFixes.ReturnLogitsCodeFix>;
using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ForwardAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class ActivationAfterLogitsTests
{
    private const string Layers = "private readonly Linear f = Linear(4, 2); private readonly Softmax s = Softmax(1);";

    [Fact]
    public Task A_softmax_at_the_end_is_reported() => Rule.ReportsAsync(
        GradientDescriptors.ActivationAfterLogits,
        Code.Model(Layers, "=> {|#0:functional.softmax(f.call(x), 1)|};"),
        "The forward pass of 'Net' ends in 'softmax', but [Classifier(2)] takes raw logits and applies softmax itself; return what goes into 'softmax'");

    [Theory]
    [InlineData("=> {|RAT0108:s.call(f.call(x))|};")]
    [InlineData("{ var p = f.call(x).softmax(1); return {|RAT0108:p|}; }")]
    [InlineData("=> {|RAT0108:f.call(x).relu()|};")]
    [InlineData("=> {|RAT0108:sigmoid(f.call(x))|};")]
    [InlineData("{ if (x.ndim > 2) { x = x.flatten(1); } return {|RAT0108:torch.tanh(f.call(x))|}; }")]
    public Task Whatever_it_is_written_as(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));

    [Theory]
    [InlineData("=> f.call(x);")]
    [InlineData("=> f.call(functional.softmax(x, 1));")]
    [InlineData("=> functional.log_softmax(f.call(x), 1);")]
    [InlineData("{ var p = f.call(x).softmax(1); System.GC.KeepAlive(p); return f.call(x); }")]
    [InlineData("=> f.call(x).softmax(1).log();")]
    public Task Logits_and_logarithms_are_fine(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));

    [Fact]
    public Task A_regressor_may_bound_its_outputs() => Rule.ReportsAsync(Code.Model(Layers, "=> f.call(x).sigmoid();", "[Regressor(2)] [Input(4)]"));

    [Fact]
    public Task The_fix_returns_the_logits() => Fix.ChangesAsync(
        Code.Model(Layers, "{ if (x.ndim > 2) { return {|RAT0108:functional.softmax(f.call(x.flatten(1)), 1)|}; } return {|RAT0108:f.call(x).softmax(1)|}; }"),
        Code.Model(Layers, "{ if (x.ndim > 2) { return f.call(x.flatten(1)); } return f.call(x); }"));

    [Fact]
    public Task A_module_would_be_left_without_a_use() => Fix.OffersNothingAsync(Code.Model(Layers, "=> {|RAT0108:s.call(f.call(x))|};"));
}
