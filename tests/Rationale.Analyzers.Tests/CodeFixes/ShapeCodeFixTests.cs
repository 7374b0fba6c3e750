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

    [Theory]
    [InlineData("0.29", "0.296875")]
    [InlineData("keep: 0", "keep: 0.015625")]
    [InlineData("7", "1")]
    public Task The_nearest_share_that_works_is_kept(string before, string after) => VerifyFix.ChangesAsync<FitKeepCodeFix>(
        $"[Classifier(2)] [Input(4)] [Dense(2)] [Smoothed({before})]\npublic partial class Digits;",
        $"[Classifier(2)] [Input(4)] [Dense(2)] [Smoothed({after})]\npublic partial class Digits;");

    [Fact]
    public Task A_missing_flatten_is_added() => VerifyFix.ChangesAsync<FitShapesCodeFix>(
        "[Classifier(2)] [Input(28, 28)] [Dense(2)]\npublic partial class Digits;",
        "[Classifier(2)] [Input(28, 28)] [Flatten] [Dense(2)]\npublic partial class Digits;");

    [Theory]
    [InlineData("Input(784)", "Input(28, 28, 1)")]
    [InlineData("Input(3072)", "Input(32, 32, 3)")]
    [InlineData("Input(28, 27)", "Input(28, 27, 1)")]
    public Task Flat_rows_become_the_images_that_they_probably_are(string before, string after) => VerifyFix.ChangesAsync<FitShapesCodeFix>(
        $"[Classifier(2)] [{before}] [LayerNorm] [Conv(4, 3)] [Flatten] [Dense(2)]\npublic partial class Digits;",
        $"[Classifier(2)] [{after}] [LayerNorm] [Conv(4, 3)] [Flatten] [Dense(2)]\npublic partial class Digits;");

    [Theory]
    [InlineData("Input(785)] [Conv(4, 3)")]
    [InlineData("Input(784)] [Flatten] [Conv(4, 3)")]
    [InlineData("Input(784)] [Dense(784)] [Conv(4, 3)")]
    [InlineData("Input(4, 4, 1)] [Conv(4, 5)")]
    [InlineData("Input(2, 2, 2, 2)] [MaxPool(2)")]
    public Task Where_no_image_can_be_told_none_is_offered(string layers) => VerifyFix.OffersNothingAsync<FitShapesCodeFix>(
        $"[Classifier(2)] [{layers}] [Flatten] [Dense(2)]\npublic partial class Digits;");
}
