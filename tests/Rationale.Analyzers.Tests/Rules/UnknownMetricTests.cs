namespace Rationale.Analyzers.Tests;

public sealed class UnknownMetricTests
{
    [Theory]
    [InlineData("Classifier(3)", "acuracy", "loss, accuracy, balancedAccuracy, auc, macroF1, microF1, logLoss")]
    [InlineData("Classifier(3)", "f1", "loss, accuracy, balancedAccuracy, auc, macroF1, microF1, logLoss")]
    [InlineData("Classifier(3)", "top0Accuracy", "loss, accuracy, balancedAccuracy, auc, macroF1, microF1, logLoss")]
    [InlineData("Regressor(3)", "accuracy", "loss, meanSquaredError, meanAbsoluteError, rSquared")]
    [InlineData("Regressor(3)", "top2Accuracy", "loss, meanSquaredError, meanAbsoluteError, rSquared")]
    public async Task A_metric_that_the_task_does_not_have_is_reported(string task, string metric, string known) => Assert.Equal(
        [$"[ReduceOnPlateau] of 'Digits' has Metric '{metric}', but 'Digits' is measured by {known}; use one of those names"],
        await Verify.ReportsAsync($$"""[{{task}}] [Input(4)] [Dense(3)] [ReduceOnPlateau(Metric = {|RAT0045:"{{metric}}"|})] public partial class Digits;"""));

    [Theory]
    [InlineData("Classifier(3)", "top2Accuracy")]
    [InlineData("Classifier(3)", "logLoss")]
    [InlineData("Regressor(3)", "rSquared")]
    public Task A_metric_of_the_task_is_not_reported(string task, string metric) =>
        Verify.ReportsAsync($"""[{task}] [Input(4)] [Dense(3)] [ReduceOnPlateau(Metric = "{metric}")] public partial class Digits;""");
}
