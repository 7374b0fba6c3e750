using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ReplacementFromExampleAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class ReplacementFromExampleTests
{
    private const string Signature = "static object? Run(IModel model, MaskSmoothing smoothing, float[] row, bool[] mask, float[][] training)";

    [Fact]
    public Task The_mean_of_the_example_is_reported() => Rule.ReportsAsync(
        CertificateDescriptors.ReplacementFromExample,
        RuntimeCode.Method("{ var smoothed = new SmoothedModel(model, smoothing with { Replacement = {|#0:row.Average()|} }); return smoothed.Certify(row, mask); }", Signature),
        "Replacement is computed from 'row', which is certified with it, so features that are left out still have a say and the certificate proves nothing; compute it from the training data");

    [Theory]
    [InlineData("{ var mean = row.Average(); var own = smoothing with { Replacement = {|RAT0150:mean|} }; return new SmoothedModel(model, own).Vote(row.AsSpan()); }")]
    [InlineData("{ var means = row.Select(value => value / 2).ToArray(); return new SmoothedModel(model, smoothing with { FeatureReplacements = {|RAT0150:new EquatableArray<float>(means)|} }).Certify(row, mask); }")]
    public Task Through_locals_too(string body) => Rule.ReportsAsync(RuntimeCode.Method(body, Signature));

    [Theory]
    [InlineData("{ return new SmoothedModel(model, smoothing with { Replacement = 0.5 }).Certify(row, mask); }")]
    [InlineData("{ var mean = training.Average(example => example[0]); return new SmoothedModel(model, smoothing with { Replacement = mean }).Certify(row, mask); }")]
    [InlineData("{ var own = smoothing with { Replacement = row.Average() }; return new SmoothedModel(model, own).Certify(training[0], mask); }")]
    public Task A_constant_and_a_mean_of_other_data_are_fine(string body) => Rule.ReportsAsync(RuntimeCode.Method(body, Signature));
}
