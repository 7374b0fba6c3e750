using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class LogitsAsProbabilitiesTests
{
    private const string Smoothed = "[Smoothed(keep: 0.5, Quantization = 4, Base = BaseOutput.Probabilities)]\npublic partial class Digits;";

    [Fact]
    public async Task Logits_in_place_of_probabilities_are_a_warning()
    {
        var messages = await Verify.ReportsAsync($"[Classifier(3)] [Input(4)] [{{|RAT0066:Dense(3)|}}] {Smoothed}");

        Assert.Equal(
            "'Digits' is smoothed as a model that gives probabilities, but ends in [Dense]; end it with [Softmax], or remove 'Base = BaseOutput.Probabilities'",
            messages[0]);
    }

    [Theory]
    [InlineData("[Classifier(3)] [Input(4)] [Dense(3)] [{|RAT0066:Sigmoid|}]")]
    [InlineData("[Classifier(1)] [Input(4)] [Dense(1)] [{|RAT0066:Softmax|}]")]
    public Task And_so_is_what_makes_no_probabilities_of_them(string layers) => Verify.ReportsAsync($"{layers} {Smoothed}");

    [Theory]
    [InlineData("[Classifier(3)] [Input(4)] [Dense(3)] [Softmax]")]
    [InlineData("[Classifier(1)] [Input(4)] [Dense(1)] [Sigmoid]")]
    public Task Probabilities_are_accepted(string layers) => Verify.ReportsAsync($"{layers} {Smoothed}");

    [Fact]
    public Task The_fix_adds_the_layer() => VerifyFix.ChangesAllAsync<EndInProbabilitiesCodeFix>(
        "RAT0066",
        $"[Classifier(3)] [Input(4)] [Dense(3)] {Smoothed}\n[Classifier(1)] [Input(4)] [Dense(1)] {Smoothed.Replace("Digits", "Two")}",
        $"[Classifier(3)] [Input(4)] [Dense(3)] [Softmax] {Smoothed}\n[Classifier(1)] [Input(4)] [Dense(1)] [Sigmoid] {Smoothed.Replace("Digits", "Two")}");

    [Fact]
    public Task An_activation_is_left_to_its_author() => VerifyFix.OffersNothingAsync<EndInProbabilitiesCodeFix>($"[Classifier(3)] [Input(4)] [Dense(3)] [Sigmoid] {Smoothed}");
}
