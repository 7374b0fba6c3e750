using Fix = Rationale.Analyzers.Tests.FixTest<Rationale.Analyzers.ForwardAnalyzer, Rationale.CodeFixes.LeaveGradientModeCodeFix>;
using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ForwardAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class GradientSwitchedOffTests
{
    private const string Layers = "private readonly Linear f = Linear(4, 4), g = Linear(4, 2);";

    [Fact]
    public Task A_layer_without_gradients_is_reported() => Rule.ReportsAsync(
        GradientDescriptors.GradientSwitchedOff,
        Code.Model(Layers, "{ Tensor h; using ({|#0:no_grad()|}) { h = f.call(x); } return g.call(h); }"),
        "'no_grad()' keeps what the output of 'Net' depends on out of the graph, so there is no gradient to train or to explain with; switch gradients off where the module is called");

    [Theory]
    [InlineData("{ using var mode = {|RAT0101:inference_mode()|}; return g.call(f.call(x)); }")]
    [InlineData("{ using (var mode = {|RAT0101:set_grad_enabled(false)|}) { return g.call(f.call(x)); } }")]
    [InlineData("{ Tensor scale; using ({|RAT0101:no_grad()|}) { scale = x * x; } return g.call(x / scale); }")]
    public Task Whatever_the_output_depends_on(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));

    [Theory]
    [InlineData("{ var h = f.call(x); using (no_grad()) { var mean = h.mean(); System.GC.KeepAlive(mean); } return g.call(h); }")]
    [InlineData("{ using (no_grad()) { f.weight!.clamp_(-1, 1); } return g.call(f.call(x)); }")]
    [InlineData("{ using var mode = enable_grad(); return g.call(f.call(x)); }")]
    [InlineData("{ using var mode = set_grad_enabled(training); return g.call(f.call(x)); }")]
    [InlineData("{ { using var mode = no_grad(); f.weight!.clamp_(-1, 1); } return g.call(f.call(x)); }")]
    public Task What_is_not_returned_is_fine(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));

    [Fact]
    public Task The_fix_removes_the_declaration() => Fix.ChangesAsync(
        Code.Model(Layers, """
            {
                using var mode = {|RAT0101:no_grad()|};
                return g.call(f.call(x));
            }
            """),
        Code.Model(Layers, """
            {
                return g.call(f.call(x));
            }
            """));
}
