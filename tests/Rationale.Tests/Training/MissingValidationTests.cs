using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>Validation measures the objective of the training, or says which term it lacks.</summary>
public sealed class MissingValidationTests
{
    private static readonly Dataset Data = Small.Blobs(24).Marking(0);

    private static readonly Dataset Unmarked = Data.WithAnnotationMask(null);

    private static readonly ModelSpecification Specification = Small.Mlp(4, Small.Classes(3)).With(Small.Sum);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Validation_data_without_masks_are_refused_and_each_advice_trains()
    {
        using var model = Model.Interpret(Specification, seed: 1);
        var before = model.Copy();
        var options = new TrainingOptions { Epochs = 2, Validation = Unmarked, EarlyStopping = new EarlyStopping() };
        Assert.Equal(
            "The validation data have no 'annotations', which the term 'explanation' of 'Small' reads; add it with Dataset.WithAnnotationMask, "
            + "set Coefficients[\"explanation\"] to 0 in the options to train without the term, or set AllowMissingInputs to leave it out.",
            (await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Data, options, cancellationToken: Token))).Message);
        Assert.Equal(before, model.Copy());
        Assert.Empty((await model.TrainAsync(Data, options with { Validation = Data }, cancellationToken: Token)).Warnings);
        Assert.Empty((await model.TrainAsync(Data, options with { Coefficients = new() { ["explanation"] = 0 } }, cancellationToken: Token)).Warnings);
        var result = await model.TrainAsync(Data, options with { AllowMissingInputs = true }, cancellationToken: Token);
        Assert.Equal(
            [
                new TrainingWarning(
                    TrainingWarningKind.InputMissing,
                    "The validation data have no 'annotations', so that the validation loss lacks the term 'explanation' of 'Small', which the training has; add it with Dataset.WithAnnotationMask to measure with the term."),
            ],
            result.Warnings);
        Assert.True(result.History[0].Losses["explanation"] > 0);
    }

    [Fact]
    public void An_evaluation_names_the_terms_that_it_could_not_measure()
    {
        using var model = Model.Interpret(Specification, seed: 1);
        var (whole, part) = (model.Evaluate(Data), model.Evaluate(Unmarked));
        Assert.Empty(whole.UnmeasuredTerms);
        Assert.Equal(["task", "explanation"], whole.Losses.Keys);
        Assert.Equal(["explanation"], part.UnmeasuredTerms);
        Assert.Equal(["task"], part.Losses.Keys);
        Assert.Equal(whole.Losses["task"], part.Loss, 1e-9);
        Assert.Contains("loss (without explanation)", part.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("without", whole.ToString(), StringComparison.Ordinal);
    }
}
