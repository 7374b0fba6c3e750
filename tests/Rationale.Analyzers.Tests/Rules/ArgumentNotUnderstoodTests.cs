namespace Rationale.Analyzers.Tests;

public sealed class ArgumentNotUnderstoodTests
{
    [Fact]
    public async Task A_setting_that_a_layer_has_not_is_reported_at_the_argument()
    {
        var messages = await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2);", "=> f.call(F.softplus(x, 1, {|RAT0074:10|}));"));

        Assert.Equal("'Net' is trained by autograd because 'F.softplus(x, 1, 10)' has 'threshold', which is below 20, where the function would not be smooth", messages[0]);
    }

    [Fact]
    public async Task A_default_that_a_layer_has_not_is_reported_at_the_call()
    {
        await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2);", "=> f.call({|RAT0105:{|RAT0074:F.dropout(x, 0.5)|}|});"));
    }
}
