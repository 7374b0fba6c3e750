namespace Rationale.Analyzers.Tests;

public sealed class ModuleWithoutInputTests
{
    [Fact]
    public async Task A_module_without_Input_is_reported()
    {
        var messages = await Verify.ReportsAsync($$"""
            {{Module.Usings}}
            [Classifier(2)]
            public partial class {|RAT0070:Net|} : Module<Tensor, Tensor>
            {
                private readonly Linear f = Linear(4, 2);
                public override Tensor forward(Tensor x) => f.call(x);
            }
            """);

        Assert.Equal("'Net' is trained by autograd because nothing says what an example of its input looks like; add [Input(features)], or [Input(channels, height, width)] for images", messages[0]);
    }

    [Fact]
    public async Task A_module_with_Input_is_accepted()
    {
        await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2);", "=> f.call(x);"));
    }
}
