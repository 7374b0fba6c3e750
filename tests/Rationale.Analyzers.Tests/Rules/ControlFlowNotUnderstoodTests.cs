namespace Rationale.Analyzers.Tests;

public sealed class ControlFlowNotUnderstoodTests
{
    [Fact]
    public async Task A_condition_on_what_is_known_at_run_time_only_is_reported()
    {
        var messages = await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2);", "{ if ({|RAT0072:training|}) x = x.relu(); return f.call(x); }"));

        Assert.Equal("'Net' is trained by autograd because 'training' is known only at run time, but the graph has one path through", messages[0]);
    }

    [Fact]
    public async Task A_condition_on_constants_is_accepted()
    {
        await Verify.ReportsAsync(Module.Create("private const bool Wide = true; private readonly Linear f = Linear(4, 2);", "{ if (Wide) x = x.relu(); return f.call(x); }"));
    }
}
