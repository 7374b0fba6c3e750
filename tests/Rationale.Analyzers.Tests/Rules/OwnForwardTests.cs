namespace Rationale.Analyzers.Tests;

public sealed class OwnForwardTests
{
    [Fact]
    public async Task Layers_beside_a_forward_are_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Digits
            {
                public float {|RAT0010:forward|}(float x) => x;
            }
            """);

        Assert.Equal(
            "'Digits' declares its layers by attributes and also has a method 'forward', which would never be called; remove the method or the attributes",
            messages[0]);
    }

    [Fact]
    public async Task A_field_named_forward_is_accepted()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            public partial class Digits
            {
                private readonly bool forward = true;

                public bool Backward => !forward;
            }
            """);
    }
}
