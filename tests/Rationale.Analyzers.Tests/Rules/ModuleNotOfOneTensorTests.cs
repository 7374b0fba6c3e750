namespace Rationale.Analyzers.Tests;

public sealed class ModuleNotOfOneTensorTests
{
    [Fact]
    public async Task A_module_of_two_tensors_is_reported()
    {
        var messages = await Verify.ReportsAsync($$"""
            {{Module.Usings}}
            [Classifier(2)] [Input(4)]
            public partial class {|RAT0079:Net|} : Module<Tensor, Tensor, Tensor>
            {
                private readonly Linear f = Linear(4, 2);
                public override Tensor forward(Tensor x, Tensor y) => f.call(x + y);
            }
            """);

        Assert.Equal("'Net' derives from Module<Tensor, Tensor, Tensor>, but a model takes one tensor and gives one; derive from Module<Tensor, Tensor>", messages[0]);
    }
}
