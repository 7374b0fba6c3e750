using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class TrainedWithoutMasksTests
{
    [Fact]
    public async Task A_certified_model_that_sees_no_mask_in_training_is_a_remark()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(3)] [Input(4)] [Dense(3)] [Smoothed(keep: 0.25, Training = {|RAT0067:MaskedTraining.None|})]
            public partial class Digits;
            """);

        Assert.Equal(
            "'Digits' is trained on whole examples but votes on examples of which a share of 0.25 is left; remove 'Training = MaskedTraining.None' to train it on masked ones",
            messages[0]);
    }

    [Theory]
    [InlineData("keep: 0.25")]
    [InlineData("keep: 0.25, Training = MaskedTraining.Bernoulli")]
    public Task Masks_in_training_are_accepted(string arguments) => Verify.ReportsAsync($"[Classifier(3)] [Input(4)] [Dense(3)] [Smoothed({arguments})] public partial class Digits;");

    [Fact]
    public Task The_fix_removes_the_argument() => VerifyFix.ChangesAsync<RemoveArgumentCodeFix>(
        "[Classifier(3)] [Input(4)] [Dense(3)] [Smoothed(keep: 0.25, Training = MaskedTraining.None, Seed = 7)]\npublic partial class Digits;",
        "[Classifier(3)] [Input(4)] [Dense(3)] [Smoothed(keep: 0.25, Seed = 7)]\npublic partial class Digits;");
}
