using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>The pass over the validation data after an epoch tells how far it is, and ends where the training is canceled.</summary>
public sealed class ValidationPassTests : IDisposable
{
    private static readonly Dataset Data = Small.Blobs(40).Marking(1);

    private static readonly Dataset Validation = Small.Blobs(3000, seed: 9).Marking(1);

    private static readonly ModelSpecification Specification = Small.Mlp(4, Small.Classes(3)).With(Small.Sum);

    private readonly TemporaryFolder _folder = new();

    private TrainingOptions Options => new() { Epochs = 3, Validation = Validation, Workers = 1, CheckpointFolder = _folder["run"] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_callback_is_told_how_far_the_validation_is()
    {
        using var model = Model.Interpret(Specification, seed: 1);
        var told = new List<(int Epoch, double Fraction)>();
        await model.TrainAsync(Data, Options with { Callbacks = [new Watch((training, fraction) => told.Add((training.Epoch, fraction)))] }, cancellationToken: Token);
        Assert.Equal([1, 2, 3], told.Select(report => report.Epoch).Distinct());
        Assert.True(told.Count(report => report.Epoch == 2) > 2, $"{told.Count} reports");
        Assert.All(told.Where(report => report.Epoch == 2).Zip(told.Where(report => report.Epoch == 2).Skip(1)), pair => Assert.True(pair.First.Fraction <= pair.Second.Fraction));
        Assert.Equal(1, told[^1].Fraction);
    }

    [Fact]
    public async Task A_training_that_is_canceled_during_validation_goes_on_with_the_same_bits()
    {
        using var unbroken = Model.Interpret(Specification, seed: 1);
        var expected = await unbroken.TrainAsync(Data, Options with { CheckpointFolder = null }, cancellationToken: Token);
        using var source = new CancellationTokenSource();
        using var model = Model.Interpret(Specification, seed: 1);
        var cancel = new Watch((training, _) =>
        {
            if (training.Epoch == 2)
            {
                source.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.TrainAsync(Data, Options with { Callbacks = [cancel] }, cancellationToken: source.Token));
        using var continued = Model.Interpret(Specification, seed: 99);
        var found = await continued.TrainAsync(Data, Options with { Resume = true }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), continued.Copy());
        Assert.Equal(expected.History.Text(), found.History.Text());
        Assert.Equal(expected.Steps, found.Steps);
    }

    [Fact]
    public async Task A_callback_that_throws_during_validation_ends_the_training_with_a_checkpoint()
    {
        using var model = Model.Interpret(Specification, seed: 1);
        var failing = new Watch((_, _) => throw new InvalidOperationException("enough"));
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => model.TrainAsync(Data, Options with { Callbacks = [failing] }, cancellationToken: Token));
        Assert.Equal("enough", exception.Message);
        using var unbroken = Model.Interpret(Specification, seed: 1);
        await unbroken.TrainAsync(Data, Options with { CheckpointFolder = null }, cancellationToken: Token);
        await model.TrainAsync(Data, Options with { Resume = true }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), model.Copy());
    }

    private sealed class Watch(Action<TrainingContext, double> told) : ITrainingCallback
    {
        public void OnValidationProgress(TrainingContext training, double fraction) => told(training, fraction);
    }
}
