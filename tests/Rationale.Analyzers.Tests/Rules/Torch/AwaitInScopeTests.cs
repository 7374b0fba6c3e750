using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.AwaitInScopeAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class AwaitInScopeTests
{
    private const string Signature = "static async Task<float> Run(Linear model, Tensor x, Task work)";

    [Fact]
    public Task An_await_behind_a_scope_is_reported() => Rule.ReportsAsync(
        TorchDescriptors.AwaitInScope,
        Code.Method("{ using var scope = NewDisposeScope(); {|#0:await|} work; return model.call(x).sum().item<float>(); }", Signature),
        "This await stands inside of 'NewDisposeScope()', which belongs to one thread, and the code after it may run on another; end the scope before the await");

    [Theory]
    [InlineData("{ using (no_grad()) { {|RAT0121:await|} work; return 1; } }")]
    [InlineData("{ using (var scope = NewDisposeScope()) { if (x.ndim > 1) { {|RAT0121:await|} work.ConfigureAwait(false); } } return 1; }")]
    [InlineData("{ using var mode = inference_mode(); for (var i = 0; i < 3; i++) {|RAT0121:await|} work; return 1; }")]
    public Task Every_scope_and_mode_counts(string body) => Rule.ReportsAsync(Code.Method(body, Signature));

    [Theory]
    [InlineData("{ await work; using var scope = NewDisposeScope(); return model.call(x).sum().item<float>(); }")]
    [InlineData("{ float sum; using (NewDisposeScope()) { sum = model.call(x).sum().item<float>(); } await work; return sum; }")]
    [InlineData("{ using var scope = NewDisposeScope(); Func<Task> later = async () => await work; return 1; }")]
    [InlineData("{ { using var mode = no_grad(); } await work; return 1; }")]
    [InlineData("{ using var stream = new System.IO.MemoryStream(); await work; return 1; }")]
    public Task Awaits_before_after_and_elsewhere_are_fine(string body) => Rule.ReportsAsync(Code.Method(body, Signature));
}
