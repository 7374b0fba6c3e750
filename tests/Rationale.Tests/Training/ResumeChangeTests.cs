using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>What differs between a checkpoint and the training that goes on from it is told or refused.</summary>
public sealed class ResumeChangeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly Dataset Data = Small.Blobs(24).Marking(0);

    private static readonly ModelSpecification Specification = Small.Mlp(4, Small.Classes(3)).With(Small.Sum);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TrainingOptions Options => new() { Epochs = 2, LearningRate = 0.01, ExplanationWeight = 2, CheckpointFolder = _folder["run"] };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Another_learning_rate_and_another_coefficient_are_told_and_the_old_ones_are_not()
    {
        await TrainAsync(Specification, Options);
        Assert.Empty((await TrainAsync(Specification, Options with { Epochs = 3, Resume = true })).Warnings);
        var result = await TrainAsync(Specification, Options with { Epochs = 4, LearningRate = 0.5, ExplanationWeight = 0.25, ClipNorm = 1, Resume = true });
        Assert.All(result.Warnings, warning => Assert.Equal(TrainingWarningKind.CheckpointDiffers, warning.Kind));
        Assert.Equal(
            [
                "The checkpoint was made with learningRate 0.01, but this training has learningRate 0.5 and goes on with it; give the old one to go on as the training began.",
                "The checkpoint was made with clipNorm 0, but this training has clipNorm 1 and goes on with it; give the old one to go on as the training began.",
                "The checkpoint was made with coefficient.explanation 2, but this training has coefficient.explanation 0.25 and goes on with it; give the old one to go on as the training began.",
            ],
            result.Warnings.Select(warning => warning.Message));
    }

    [Fact]
    public async Task A_checkpoint_of_a_model_of_another_name_is_told()
    {
        await TrainAsync(Specification, Options);
        var result = await TrainAsync(Specification with { Name = "Other" }, Options with { Epochs = 3, Resume = true });
        Assert.StartsWith("The checkpoint was made with modelName Small, but this training has modelName Other", Assert.Single(result.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fewer_epochs_than_the_checkpoint_has_are_refused()
    {
        await TrainAsync(Specification, Options with { Epochs = 3 });
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => TrainAsync(Specification, Options with { Epochs = 2, Resume = true }));
        Assert.Equal(
            "The checkpoint has ended epoch 3, but this training has Epochs 2 and would be over before it goes on; set Epochs to 3 or more, or train anew without Resume.",
            refusal.Message);
        Assert.Equal(3, (await TrainAsync(Specification, Options with { Epochs = 3, Resume = true })).History.Count);
    }

    private static async Task<TrainingResult> TrainAsync(ModelSpecification specification, TrainingOptions options)
    {
        using var model = Model.Interpret(specification, seed: 1);
        return await model.TrainAsync(Data, options, cancellationToken: Token);
    }
}
