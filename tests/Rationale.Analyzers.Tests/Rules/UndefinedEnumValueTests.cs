namespace Rationale.Analyzers.Tests;

public sealed class UndefinedEnumValueTests
{
    [Fact]
    public async Task A_number_that_is_no_choice_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2, Reduction = {|RAT0026:(Reduction)7|})] [Input(4)] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "Reduction = 7 of [Classifier] on 'Digits' is not defined; use one of Sum, Mean, Normalized",
            messages[0]);
    }

    [Fact]
    public async Task Every_enum_is_checked()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2, Initialization = {|RAT0026:(Initialization)9|})]
            [ExplainConstraint(Output = {|RAT0026:(TargetOutput)99|}, Class = {|RAT0026:(TargetClass)99|}, Norm = {|RAT0026:(PenaltyNorm)(-1)|}, Reduction = {|RAT0026:(Reduction)3|})]
            [Train(Optimizer = {|RAT0026:(OptimizerKind)8|})]
            public partial class Digits;
            """);
    }
}
