namespace Rationale.Analyzers.Tests;

public sealed class CallNotUnderstoodTests
{
    [Fact]
    public async Task A_function_that_no_layer_says_is_reported()
    {
        var messages = await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2);", "=> f.call({|RAT0073:sort(x)|}.values);"));

        Assert.Equal("'Net' is trained by autograd because 'sort(x)' calls 'sort', which no layer says", messages[0]);
    }

    [Fact]
    public async Task Only_the_first_is_reported()
    {
        await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2);", "=> f.call({|RAT0073:x.cumsum(1)|}).cumsum(1);"));
    }

    [Fact]
    public async Task It_can_be_suppressed()
    {
        await Verify.ReportsAsync("#pragma warning disable RAT0073\n" + Module.Create("private readonly Linear f = Linear(4, 2);", "=> f.call(x.cumsum(1));"));
    }
}
