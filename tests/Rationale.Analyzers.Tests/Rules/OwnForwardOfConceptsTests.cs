namespace Rationale.Analyzers.Tests;

public sealed class OwnForwardOfConceptsTests
{
    private const string Fields = "[ConceptEncoder] private readonly Linear h = Linear(4, 3); [Relevance] private readonly Linear r = Linear(4, 6);";

    [Fact]
    public async Task A_forward_of_ones_own_is_reported()
    {
        var messages = await Verify.ReportsAsync(Module.CreateConcepts(Fields + " public override Tensor {|RAT0173:forward|}(Tensor x) => x;", "[Classifier(2)] [Input(4)] [SelfExplaining(3, Origin = ConceptOrigin.Encoder)]"));

        Assert.Equal("'Net' explains itself, so its forward is the sum of what concepts contribute and is generated; remove this one", messages[0]);
    }
}
