using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.NormalizedBeforeMaskingAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class NormalizedBeforeMaskingTests
{
    private const string OfArrays = "static object? Run(SmoothedModel model, float[] row, bool[] mask, float[] means, float[] scores, float[][] rows)";
    private const string OfTensors = "static object? Run(TensorMasks masks, Func<Tensor, Tensor> net, Tensor x, Tensor explanations)";

    [Fact]
    public Task An_example_over_its_own_maximum_is_reported() => Rule.ReportsAsync(
        CertificateDescriptors.NormalizedBeforeMasking,
        RuntimeCode.Method("{ var largest = row.Max(); var scaled = row.Select(value => value / largest).ToArray(); return model.Certify({|#0:scaled|}, mask); }", OfArrays),
        "'scaled' is normalized by statistics of its own before 'Certify' masks it, so features that are left out still have a say and the certificate proves nothing; let the model normalize what is left");

    [Theory]
    [InlineData("{ return masks.Certify(net, {|RAT0151:functional.normalize(x)|}, explanations); }")]
    [InlineData("{ var centered = x - x.mean(new long[] { 1 }, keepdim: true); return masks.Versions({|RAT0151:centered|}); }")]
    [InlineData("{ var scaled = x / x.std(1, keepdim: true); return masks.Versions({|RAT0151:scaled|}, explanations); }")]
    public Task And_so_are_rows_of_a_tensor(string body) => Rule.ReportsAsync(RuntimeCode.Method(body, OfTensors));

    [Theory]
    [InlineData("{ var scaled = row.Select((value, i) => value - means[i]).ToArray(); return model.Certify(scaled, mask); }")]
    [InlineData("{ return model.Certify(row, mask); }")]
    [InlineData("{ var best = rows[Array.IndexOf(scores, scores.Max())]; return model.Certify(best, mask); }")]
    [InlineData("{ GC.KeepAlive(row.Max()); return model.Vote(row); }")]
    public Task Statistics_of_other_data_and_of_no_use_are_fine(string body) => Rule.ReportsAsync(RuntimeCode.Method(body, OfArrays));

    [Theory]
    [InlineData("{ var centered = x - x.mean(new long[] { 0 }, keepdim: true); return masks.Versions(centered); }")]
    [InlineData("{ return masks.Certify(rows => net(functional.normalize(rows)), x, explanations); }")]
    [InlineData("{ return masks.Versions(x / 255); }")]
    public Task Statistics_over_examples_and_of_masked_rows_are_fine(string body) => Rule.ReportsAsync(RuntimeCode.Method(body, OfTensors));
}
