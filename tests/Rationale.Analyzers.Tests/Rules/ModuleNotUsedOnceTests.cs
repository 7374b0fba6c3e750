namespace Rationale.Analyzers.Tests;

public sealed class ModuleNotUsedOnceTests
{
    [Fact]
    public async Task A_module_that_is_called_twice_is_reported_at_the_second_call()
    {
        var messages = await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2), g = Linear(4, 4);", "{ x = g.call(x); x = {|RAT0076:g.call(x)|}; return f.call(x); }"));

        Assert.Equal("'Net' is trained by autograd because 'g.call(x)' calls 'g' for the second time; a layer has parameters of its own, so its weights cannot be shared", messages[0]);
    }

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
