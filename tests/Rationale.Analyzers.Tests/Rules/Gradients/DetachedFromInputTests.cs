using Fix = Rationale.Analyzers.Tests.FixTest<Rationale.Analyzers.ForwardAnalyzer, Rationale.CodeFixes.KeepInGraphCodeFix>;
using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ForwardAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class DetachedFromInputTests
{
    private const string Layers = "private readonly Linear f = Linear(4, 4), g = Linear(4, 2);";

    [Fact]
    public Task A_detached_layer_is_reported() => Rule.ReportsAsync(
        GradientDescriptors.DetachedFromInput,
        Code.Model(Layers, "{ var h = {|#0:f.call(x).detach()|}; return g.call(h.relu()); }"),
        "'f.call(x).detach()' takes what the output of 'Net' depends on out of the graph, so explanations and the explanation penalty do not see it; remove it");

    [Theory]
    [InlineData("=> g.call({|RAT0100:x.detach()|});")]
    [InlineData("{ var gate = {|RAT0100:f.call(x).sigmoid().detach()|}; return g.call(gate * x); }")]
    [InlineData("{ if (x.ndim > 1) { x = {|RAT0100:x.detach()|}; } return g.call(x); }")]
    public Task Whatever_the_output_depends_on(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));

    [Theory]
    [InlineData("{ var h = f.call(x); last = h.detach(); return g.call(h); }")]
    [InlineData("{ var h = f.call(x); System.GC.KeepAlive(h.detach().mean()); return g.call(h); }")]
    [InlineData("{ var h = f.call(x); var rounded = h + (h.round() - h).detach(); return g.call(rounded); }")]
    [InlineData("{ var h = f.call(x); return g.call(h.add((h.sign() - h).detach())); }")]
    [InlineData("{ var scale = f.weight.detach().norm(); return g.call(x / scale); }")]
    [InlineData("{ var h = x.detach(); h = f.call(x); return g.call(h); }")]
    public Task Logs_straight_through_estimators_and_constants_are_fine(string forward) => Rule.ReportsAsync(Code.Model(Layers + " private Tensor? last;", forward));

    [Theory]
    [InlineData("private Tensor Head(Tensor h) => {|RAT0100:h.detach()|};", "=> g.call(Head(f.call(x)));")]
    [InlineData("private static Tensor Head(Tensor h) { var d = {|RAT0100:h.detach()|}; return d.relu(); }", "=> g.call(Head(f.call(x)));")]
    [InlineData("private Tensor Head(Tensor h) => Neck(h.relu()); private Tensor Neck(Tensor h) => {|RAT0100:h.detach()|};", "{ var h = Head(f.call(x)); return g.call(h); }")]
    [InlineData("", "{ Tensor Head(Tensor h) => {|RAT0100:h.detach()|}; return g.call(Head(f.call(x))); }")]
    [InlineData("", "{ System.Func<Tensor, Tensor> head = h => {|RAT0100:h.detach()|}; return g.call(head(f.call(x))); }")]
    [InlineData("private static Tensor Cut(Tensor h) => {|RAT0100:h.detach()|};", "{ System.Func<Tensor, Tensor> head = Cut; return g.call(head(f.call(x))); }")]
    public Task Helper_methods_local_functions_and_lambdas_are_followed(string members, string forward) => Rule.ReportsAsync(Code.Model(Layers + members, forward));

    [Theory]
    [InlineData("private Tensor Log(Tensor h) { last = h.detach(); return h; } private Tensor? last;", "=> g.call(Log(f.call(x)));")]
    [InlineData("private Tensor Scale() => f.weight.detach().norm();", "=> g.call(f.call(x) / Scale());")]
    [InlineData("protected virtual Tensor Head(Tensor h) => h.detach();", "=> g.call(Head(f.call(x)));")]
    [InlineData("private Tensor Add(Tensor a, Tensor b) => a + b;", "{ var h = f.call(x); return g.call(Add(h, (h.round() - h).detach())); }")]
    [InlineData("private Tensor Twice(Tensor h, int times) => times == 0 ? h : Twice(h.detach(), times - 1);", "=> g.call(Twice(f.call(x), 2));")]
    [InlineData("private Tensor Again(Tensor h) => Other(h); private Tensor Other(Tensor h) => h.ndim > 9 ? Again(h) : h;", "=> g.call(Again(f.call(x)));")]
    [InlineData("", "{ System.Func<Tensor, Tensor> head = h => h.detach(); head = h => h; return g.call(head(f.call(x))); }")]
    public Task What_a_helper_keeps_in_the_graph_or_may_not_run_is_fine(string members, string forward) => Rule.ReportsAsync(Code.Model(Layers + members, forward));

    [Fact]
    public Task A_module_that_is_no_model_is_left_alone() => Rule.ReportsAsync(Code.Model(Layers, "=> g.call(x.detach());", attributes: ""));

    [Fact]
    public Task The_fix_removes_the_calls() => Fix.ChangesAsync(
        Code.Model(Layers, "{ var h = {|RAT0100:f.call(x).detach()|}; return g.call(h.relu() * {|RAT0100:x.detach()|}); }"),
        Code.Model(Layers, "{ var h = f.call(x); return g.call(h.relu() * x); }"));
}
