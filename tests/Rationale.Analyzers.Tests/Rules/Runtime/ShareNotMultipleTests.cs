using Fix = Rationale.Analyzers.Tests.FixTest<Rationale.Analyzers.ShareNotMultipleAnalyzer, Rationale.CodeFixes.FitKeepCodeFix>;
using Rule = Rationale.Analyzers.Tests.RuleTest<Rationale.Analyzers.ShareNotMultipleAnalyzer>;

namespace Rationale.Analyzers.Tests;

public sealed class ShareNotMultipleTests
{
    [Fact]
    public Task A_share_between_two_votes_is_reported() => Rule.ReportsAsync(
        ValueDescriptors.ShareNotMultiple,
        RuntimeCode.Method("{ return MaskSmoothing.Create(specification.InputShape, {|#0:0.29|}); }"),
        "A share of 0.29 of 64 masks is no integer number of them, so the smoothing is refused; keep 0.28125 or 0.296875");

    [Theory]
    [InlineData("MaskSmoothing.Create(specification.InputShape, 0.25)")]
    [InlineData("MaskSmoothing.Create(specification.InputShape, keep: 0.3, quantization: 10)")]
    [InlineData("MaskSmoothing.Create(specification.InputShape, row[0])")]
    [InlineData("MaskSmoothing.Create(specification.InputShape, 0.29, row.Length)")]
    public Task Multiples_and_what_nobody_knows_are_fine(string call) => Rule.ReportsAsync(RuntimeCode.Method($"{{ return {call}; }}"));

    [Fact]
    public Task The_fix_keeps_the_nearest_shares() => Fix.ChangesAsync(
        RuntimeCode.Method("{ _ = MaskSmoothing.Create(specification.InputShape, {|RAT0141:0.29|}); return MaskSmoothing.Create(specification.InputShape, quantization: 4, keep: {|RAT0141:0.3|}); }"),
        RuntimeCode.Method("{ _ = MaskSmoothing.Create(specification.InputShape, 0.296875); return MaskSmoothing.Create(specification.InputShape, quantization: 4, keep: 0.25); }"));
}
