namespace Rationale.Analyzers.Tests;

public sealed class MissingAttributionTargetTests
{
    [Theory]
    [InlineData("AttributionPrior(2)", "AttributionPrior")]
    [InlineData("GraphAttributions", "GraphAttributions")]
    [InlineData("SparseAttributions", "SparseAttributions")]
    public async Task A_regressor_of_several_outputs_must_say_which(string attribute, string name) => Assert.Equal(
        [$"[{name}] of 'Doses' does not say which of the 3 outputs it attributes; set Index to one of 0 to 2, or Class = TargetClass.All for their sum"],
        await Verify.ReportsAsync($$"""[Regressor(3)] [Input(8)] [Dense(3)] [{|RAT0091:{{attribute}}|}] public partial class Doses;"""));

    [Theory]
    [InlineData("Regressor(3)", "AttributionPrior(2, Index = 1)")]
    [InlineData("Regressor(3)", "AttributionPrior(2, Class = TargetClass.All)")]
    [InlineData("Classifier(3)", "AttributionPrior(2)")]
    public Task One_that_says_which_is_not_reported(string task, string attribute) =>
        Verify.ReportsAsync($$"""[{{task}}] [Input(8)] [Dense(3)] [{{attribute}}] public partial class Doses;""");
}
