namespace Rationale.Analyzers.Tests;

public sealed class ConceptPartMissingTests
{
    private const string Encoder = "[ConceptEncoder] private readonly Linear h = Linear(4, 3);";
    private const string Decoder = "[ConceptDecoder] private readonly Linear d = Linear(3, 4);";
    private const string Relevance = "[Relevance] private readonly Linear r = Linear(4, 6);";

    [Theory]
    [InlineData(Encoder + Decoder, "no field is marked [Relevance]; mark the module that gives a relevance for each concept and class")]
    [InlineData(Relevance + Decoder, "no field is marked [ConceptEncoder]; mark the module that gives the concepts")]
    [InlineData(Relevance + Encoder, "no field is marked [ConceptDecoder]; mark the module that gives the features back, or set Origin = ConceptOrigin.Encoder")]
    public async Task A_missing_part_is_named(string fields, string reason)
    {
        var messages = await Verify.ReportsAsync(Module.CreateConcepts(fields, "[Classifier(2)] [Input(4)] [{|RAT0171:SelfExplaining(3)|}]"));

        Assert.Equal($"'Net' explains itself, but {reason}", messages[0]);
    }

    [Fact]
    public async Task A_part_that_is_no_module_is_named()
    {
        var messages = await Verify.ReportsAsync(Module.CreateConcepts("[Relevance] private readonly float[] {|RAT0171:r|} = [];" + Encoder + Decoder, "[Classifier(2)] [Input(4)] [SelfExplaining(3)]"));

        Assert.Equal("'Net' explains itself, but 'r' is marked [Relevance] and is float[]; mark a module that takes one tensor and gives one", messages[0]);
    }

    [Theory]
    [InlineData(Encoder + Decoder + Relevance, "3")]
    [InlineData(Encoder + Relevance, "3, Origin = ConceptOrigin.Encoder")]
    [InlineData("[Relevance] private readonly Linear r = Linear(4, 10);", "4, Origin = ConceptOrigin.Identity")]
    [InlineData("[field: Relevance] private Linear Theta { get; } = Linear(4, 6);", "2, Origin = ConceptOrigin.Chosen, Features = [0, 2]")]
    [InlineData("[Relevance] private readonly Linear r = Linear(4, 4);", "2, Origin = ConceptOrigin.Constant")]
    public Task Marked_parts_are_accepted(string fields, string arguments) =>
        Verify.ReportsAsync(Module.CreateConcepts(fields, $"[Classifier(2)] [Input(4)] [SelfExplaining({arguments})]"));
}
