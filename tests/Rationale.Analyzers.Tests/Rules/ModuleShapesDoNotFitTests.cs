namespace Rationale.Analyzers.Tests;

public sealed class ModuleShapesDoNotFitTests
{
    [Fact]
    public async Task Features_that_do_not_fit_are_reported_with_both_sizes()
    {
        var messages = await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(5, 2);", "=> {|RAT0077:f.call(x)|};"));

        Assert.Equal("'Net' cannot run on examples of its [Input] because 'f.call(x)' takes examples of 5 features but gets examples of shape 4", messages[0]);
    }

    [Fact]
    public async Task Outputs_that_do_not_fit_the_task_are_reported()
    {
        var messages = await Verify.ReportsAsync($$"""
            {{Module.Usings}}
            [Classifier(3)] [Input(4)]
            public partial class Net : Module<Tensor, Tensor>
            {
                private readonly Linear f = Linear(4, 2);
                public override Tensor {|RAT0077:forward|}(Tensor x) => f.call(x);
            }
            """);

        Assert.Equal("'Net' cannot run on examples of its [Input] because 'forward' gives examples of shape 2, but [Classifier(3)] needs 3 outputs", messages[0]);
    }

    [Fact]
    public async Task Sizes_that_nothing_can_count_are_reported()
    {
        await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2000000000), g = Linear(2000000000, 2);", "=> g.call(f.call(x));").Replace("Tensor forward", "Tensor {|RAT0077:forward|}"));
    }
}
