using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class ShapeCodeFixTests
{
    [Fact]
    public Task The_last_units_are_set_to_what_the_task_needs() => VerifyFix.ChangesAsync<FitUnitsCodeFix>(
        "[Classifier(10)] [Input(4)] [Dense(50)] [Relu] [Dense(units: 12, Bias = false)]\npublic partial class Digits;",
        "[Classifier(10)] [Input(4)] [Dense(50)] [Relu] [Dense(units: 10, Bias = false)]\npublic partial class Digits;");

    [Fact]
    public Task All_models_of_a_file_are_fitted_at_once() => VerifyFix.ChangesAllAsync<FitUnitsCodeFix>(
        "RAT0014",
        "[Classifier(2)] [Input(4)] [Dense(3)]\npublic partial class Digits;\n[Regressor] [Input(4)] [Dense(3)]\npublic partial class Letters;",
        "[Classifier(2)] [Input(4)] [Dense(2)]\npublic partial class Digits;\n[Regressor] [Input(4)] [Dense(1)]\npublic partial class Letters;");

    [Fact]
    public Task A_missing_flatten_is_added() => VerifyFix.ChangesAsync<FitShapesCodeFix>(
        "[Classifier(2)] [Input(28, 28)] [Dense(2)]\npublic partial class Digits;",
        "[Classifier(2)] [Input(28, 28)] [Flatten] [Dense(2)]\npublic partial class Digits;");
}
