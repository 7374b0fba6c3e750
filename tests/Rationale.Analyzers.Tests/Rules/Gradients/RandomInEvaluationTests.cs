using Fix = Rationale.Analyzers.Tests.FixTest<Rationale.Analyzers.ForwardAnalyzer, Rationale.CodeFixes.PassTrainingCodeFix>;
using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ForwardAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class RandomInEvaluationTests
{
    private const string Layers = "private readonly Linear f = Linear(4, 4), g = Linear(4, 2);";

    [Fact]
    public Task Dropout_that_never_rests_is_reported() => Rule.ReportsAsync(
        GradientDescriptors.RandomInEvaluation,
        Code.Model(Layers, "=> g.call({|#0:functional.dropout(f.call(x), 0.5)|});"),
        "'functional.dropout(f.call(x), 0.5)' draws random numbers in evaluation too, so the same example gives 'Net' another prediction and another explanation each time; give it 'training: training'");

    [Fact]
    public Task Noise_is_reported() => Rule.ReportsAsync(
        GradientDescriptors.RandomInEvaluation,
        Code.Model(Layers, "{ var noise = {|#0:randn_like(x)|} * 0.1; return g.call(f.call(x + noise)); }"),
        "'randn_like(x)' draws random numbers in evaluation too, so the same example gives 'Net' another prediction and another explanation each time; draw them where 'training' is true");

    [Theory]
    [InlineData("=> g.call({|RAT0105:functional.dropout2d(f.call(x), 0.5, true)|});")]
    [InlineData("{ var keep = {|RAT0105:rand(4)|} > 0.5; return g.call(x * keep); }")]
    public Task Whatever_draws(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));

    [Theory]
    [InlineData("=> g.call(functional.dropout(f.call(x), 0.5, training));")]
    [InlineData("=> g.call(functional.dropout(f.call(x), training: this.training));")]
    [InlineData("{ if (training) { x = x + randn_like(x); } return g.call(x); }")]
    [InlineData("{ var noise = training ? randn_like(x) : zeros_like(x); return g.call(x + noise); }")]
    [InlineData("{ if (!training) { return g.call(x); } return g.call(x + randn_like(x)); }")]
    [InlineData("{ var probe = randn(4); System.GC.KeepAlive(probe); return g.call(x); }")]
    [InlineData("=> g.call(d.call(x));")]
    public Task What_is_drawn_in_training_only_is_fine(string forward) => Rule.ReportsAsync(Code.Model(Layers + " private readonly Dropout d = Dropout(0.5);", forward));

    [Fact]
    public Task The_fix_passes_the_state_of_the_module() => Fix.ChangesAsync(
        Code.Model(Layers, "=> g.call({|RAT0105:functional.dropout({|RAT0105:functional.dropout(f.call(x), 0.5, true)|}, 0.5)|});"),
        Code.Model(Layers, "=> g.call(functional.dropout(functional.dropout(f.call(x), 0.5, training), 0.5, training: training));"));
}
