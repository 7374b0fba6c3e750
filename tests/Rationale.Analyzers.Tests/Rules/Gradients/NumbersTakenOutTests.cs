using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ForwardAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class NumbersTakenOutTests
{
    private const string Layers = "private readonly Linear f = Linear(4, 2);";

    [Fact]
    public Task A_number_that_comes_back_is_reported() => Rule.ReportsAsync(
        GradientDescriptors.NumbersTakenOut,
        Code.Model(Layers, "{ var most = {|#0:x.max().item<float>()|}; return f.call(x / most); }"),
        "'x.max().item<float>()' takes numbers out of a tensor that the output of 'Net' depends on, so they count as constants; compute with the tensor");

    [Theory]
    [InlineData("{ var values = {|RAT0102:x.data<float>()|}.ToArray(); return f.call(tensor(values).reshape(x.shape)); }")]
    [InlineData("=> f.call(x - {|RAT0102:x.mean().ToSingle()|});")]
    [InlineData("{ var sum = {|RAT0102:x.sum().cpu().item<float>()|} + 1; var h = f.call(x); return h * sum; }")]
    public Task Whatever_they_come_back_as(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));

    [Theory]
    [InlineData("{ var most = x.max().item<float>(); System.GC.KeepAlive(most); return f.call(x); }")]
    [InlineData("{ if (x.isnan().any().item<bool>()) { throw new System.ArgumentException(\"NaN\"); } return f.call(x); }")]
    [InlineData("{ var scale = f.weight!.norm().item<float>(); return f.call(x / scale); }")]
    [InlineData("{ var n = x.shape[0]; var m = x.size(1); return f.call(x.reshape(n, m) / m); }")]
    public Task Logs_checks_and_sizes_are_fine(string forward) => Rule.ReportsAsync(Code.Model(Layers, forward));
}
