namespace Rationale.Analyzers.Tests;

public sealed class ModuleNotUsedOnceTests
{
    [Fact]
    public async Task Running_statistics_of_two_calls_are_reported_at_the_second_one()
    {
        var messages = await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2); private readonly BatchNorm1d g = BatchNorm1d(4);", "{ x = g.call(x); x = {|RAT0076:g.call(x)|}; return f.call(x); }"));

        Assert.Equal("'Net' is trained by autograd because 'g.call(x)' calls 'g' for the second time; its running statistics would be those of both calls, but a layer keeps those of one", messages[0]);
    }

    [Fact]
    public async Task Weights_may_be_used_twice() =>
        await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2), g = Linear(4, 4);", "{ x = g.call(x); x = g.call(x); return f.call(x); }"));

    [Fact]
    public async Task A_module_that_is_never_called_is_reported_at_the_forward()
    {
        await Verify.ReportsAsync($$"""
            {{Module.Usings}}
            [Classifier(2)] [Input(4)]
            public partial class Net : Module<Tensor, Tensor>
            {
                private readonly Linear f = Linear(4, 2), idle = Linear(4, 4);
                public override Tensor {|RAT0076:forward|}(Tensor x) => f.call(x);
            }
            """);
    }
}
