using Fix = Rationale.Analyzers.Tests.FixTest<Rationale.Analyzers.GraphNotRetainedAnalyzer, Rationale.CodeFixes.RetainGraphCodeFix>;
using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.GraphNotRetainedAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class GraphNotRetainedTests
{
    [Fact]
    public Task A_graph_that_is_made_but_freed_is_reported() => Rule.ReportsAsync(
        TorchDescriptors.GraphNotRetained,
        Code.Method("{ var g = autograd.grad(new[] { model.call(x).sum() }, new[] { x }, {|#0:create_graph: true|}); }"),
        "This call of 'grad' sets create_graph but not retain_graph, so the graph is freed and the next backward pass fails; add 'retain_graph: true'");

    [Theory]
    [InlineData("autograd.grad(new[] { x.sum() }, new[] { x }, null, false, {|RAT0120:true|})")]
    [InlineData("autograd.grad(new[] { x.sum() }, new[] { x }, retain_graph: false, {|RAT0120:create_graph: true|})")]
    public Task However_the_arguments_are_written(string call) => Rule.ReportsAsync(Code.Method($"{{ var g = {call}; }}"));

    [Theory]
    [InlineData("autograd.grad(new[] { x.sum() }, new[] { x }, create_graph: true, retain_graph: true)")]
    [InlineData("autograd.grad(new[] { x.sum() }, new[] { x }, null, true, true, true)")]
    [InlineData("autograd.grad(new[] { x.sum() }, new[] { x })")]
    [InlineData("autograd.grad(new[] { x.sum() }, new[] { x }, create_graph: x.requires_grad)")]
    public Task A_single_gradient_and_a_graph_that_is_kept_are_fine(string call) => Rule.ReportsAsync(Code.Method($"{{ var g = {call}; }}"));

    [Fact]
    public Task The_fix_retains_the_graph_everywhere() => Fix.ChangesAsync(
        Code.Method("""
            {
                var g = autograd.grad(new[] { x.sum() }, new[] { x }, {|RAT0120:create_graph: true|});
                var h = autograd.grad(new[] { x.sum() }, new[] { x }, null, false, {|RAT0120:true|});
                var i = autograd.grad(new[] { x.sum() }, new[] { x }, retain_graph: false, {|RAT0120:create_graph: true|}, allow_unused: true);
            }
            """),
        Code.Method("""
            {
                var g = autograd.grad(new[] { x.sum() }, new[] { x }, create_graph: true, retain_graph: true);
                var h = autograd.grad(new[] { x.sum() }, new[] { x }, null, true, true);
                var i = autograd.grad(new[] { x.sum() }, new[] { x }, retain_graph: true, create_graph: true, allow_unused: true);
            }
            """));
}
