using Fix = Rationale.Analyzers.Tests.FixTest<Rationale.Analyzers.ForwardAnalyzer, Rationale.CodeFixes.NewTensorCodeFix>;
using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ForwardAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class OverwrittenInPlaceTests
{
    private const string Layers = "private readonly Linear f = Linear(4, 4), g = Linear(4, 2);";

    [Fact]
    public Task An_input_that_is_overwritten_is_reported() => Rule.ReportsAsync(
        GradientDescriptors.OverwrittenInPlace,
        Code.Model(Layers, "{ {|#0:x.mul_(2)|}; return g.call(f.call(x)); }"),
        "'x.mul_(2)' overwrites 'x', the input of the model, so the backward pass of 'Net' fails; use the operation that gives a new tensor");

    [Fact]
    public Task A_result_that_a_derivative_needs_is_reported() => Rule.ReportsAsync(
        GradientDescriptors.OverwrittenInPlace,
        Code.Model(Layers, "{ var h = f.call(x).sigmoid(); {|#0:h.mul_(2)|}; return g.call(h); }"),
        "'h.mul_(2)' overwrites 'h', which the derivative of 'f.call(x).sigmoid()' needs, so the backward pass of 'Net' fails; use the operation that gives a new tensor");

    [Theory]
    [InlineData("{ var h = f.call(x); var y = g.call(h); {|RAT0104:h.relu_()|}; return y; }")]
    [InlineData("{ var h = f.call(x); var y = h * h; {|RAT0104:h.add_(1)|}; return g.call(y); }")]
    [InlineData("{ x = {|RAT0104:functional.relu(x, inplace: true)|}; return g.call(x); }")]
    public Task An_operand_that_a_derivative_needs_is_reported(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));

    [Theory]
    [InlineData("{ var h = f.call(x); h.relu_(); return g.call(h); }")]
    [InlineData("{ var h = f.call(x).relu_(); return g.call(h); }")]
    [InlineData("{ x = f.call(x); x = functional.relu(x, inplace: true); return g.call(x); }")]
    [InlineData("{ var h = f.call(x); var y = h + x; h.add_(1); return g.call(y); }")]
    [InlineData("{ var h = zeros_like(x); h.add_(1); return g.call(f.call(x) + h); }")]
    [InlineData("{ var h = f.call(x).sigmoid(); h = h.clone(); h.mul_(2); return g.call(h); }")]
    [InlineData("{ x = x.clone(); x.mul_(2); return g.call(f.call(x)); }")]
    public Task What_no_derivative_needs_may_be_overwritten(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));

    [Fact]
    public Task The_fix_gives_the_name_to_the_new_tensor() => Fix.ChangesAsync(
        Code.Model(Layers, "{ {|RAT0104:x.mul_(2)|}; var h = f.call(x).tanh(); h = {|RAT0104:h.mul_(2)|}; return g.call(h); }"),
        Code.Model(Layers, "{ x = x.mul(2); var h = f.call(x).tanh(); h = h.mul(2); return g.call(h); }"));
}
