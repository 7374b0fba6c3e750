namespace Rationale.Analyzers.Tests;

public sealed class AttributeOfModelOnBlockTests
{
    [Fact]
    public async Task Everything_that_belongs_to_models_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Block] [{|RAT0037:Classifier(2)|}] [{|RAT0037:Input(4)|}] [Dense(4)]
            [{|RAT0037:ExplainConstraint|}] [{|RAT0037:WeightPenalty(L2 = 1)|}] [{|RAT0037:Train|}]
            public class Step;
            """);

        Assert.Equal(
            "[Classifier] on the block 'Step' belongs to models; remove it, or remove [Block] if 'Step' is a model",
            messages[0]);
    }

    [Fact]
    public async Task An_input_alone_is_no_layer()
    {
        await Verify.ReportsAsync("""
            [Block] [{|RAT0037:Input(4)|}]
            public class {|RAT0035:Step|};
            """);
    }
}
