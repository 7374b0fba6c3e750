using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Smoothing;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Smoothing;

/// <summary>Training on examples that lose random groups.</summary>
public sealed class MaskedTrainingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MaskedTraining.FixedCount, 24, 26)]
    [InlineData(MaskedTraining.Bernoulli, 0, 100)]
    public void Groups_are_kept_at_the_declared_rate(MaskedTraining training, int fewest, int most)
    {
        var model = Model(100, 0.25, training);
        var masks = new RandomMasks(model, Layout(model), 9).Over(new Ones(4000, 100), 3);
        var rows = masks.Input(0, 0, 4000, new float[400_000]).Span;
        var kept = new int[100];
        for (var row = 0; row < 4000; row++)
        {
            var count = rows.Slice(row * 100, 100).Count(1f);
            Assert.InRange(count, fewest, most);
            for (var group = 0; group < 100; group++)
            {
                kept[group] += rows[(row * 100) + group] == 1 ? 1 : 0;
            }
        }

        // Six deviations of a thousand out of four thousand.
        Assert.All(kept, count => Assert.InRange(count, 1000 - 165, 1000 + 165));
    }

    [Fact]
    public void What_a_row_loses_depends_on_its_place_and_step_alone()
    {
        var model = Model(30, 0.5, MaskedTraining.FixedCount);
        var masks = new RandomMasks(model, Layout(model), 9).Over(new Ones(64, 30), 3);
        var whole = masks.Input(0, 0, 64, new float[64 * 30]).ToArray();
        Assert.Equal(whole[(20 * 30)..(50 * 30)], masks.Input(0, 20, 30, new float[30 * 30]).ToArray());
        Assert.NotEqual(whole, masks.Over(new Ones(64, 30), 4).Input(0, 0, 64, new float[64 * 30]).ToArray());
        Assert.NotEqual(whole, new RandomMasks(model, Layout(model), 10).Over(new Ones(64, 30), 3).Input(0, 0, 64, new float[64 * 30]).ToArray());
    }

    [Fact]
    public void Data_that_stand_in_memory_are_left_as_they_are()
    {
        var model = Model(4, 0.5, MaskedTraining.FixedCount);
        var rows = new Ones(8, 4);
        var masks = new RandomMasks(model, Layout(model), 9).Over(rows, 0);
        Assert.Contains(0f, masks.Input(0, 0, 8, new float[32]).ToArray());
        Assert.DoesNotContain(0f, rows.Input(0, 0, 8, default).ToArray());
    }

    [Fact]
    public async Task A_model_that_was_trained_with_masks_keeps_its_radii()
    {
        // Each class fills its own twelve of 36 inputs, faintly; the first input alone tells all, so a model that always sees it learns nothing of the others.
        var random = new RandomSource(1);
        var features = new float[900 * 36];
        var labels = Enumerable.Range(0, 900).Select(row => row % 3).ToArray();
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = (float)(i % 36 == 0 ? 8 * (labels[i / 36] - 1) : (i % 36 / 12 == labels[i / 36] ? 1 : 0) + (0.5 * random.NextNormal()));
        }

        var data = Dataset.ForClassification(FeatureMatrix.FromArray(features, 36), labels, 3);
        async Task<double> Certified(MaskedTraining training)
        {
            using var model = Rationale.Model.Interpret(Model(36, 0.25, training) with { Training = new TrainingDefaults(Epochs: 12, BatchSize: 32, LearningRate: 0.01) }, seed: 4);
            await model.TrainAsync(data, cancellationToken: Token);
            return CertifiedCurve.ForAccuracy(model.Smoothed.Vote(data.Features, cancellationToken: Token), data)[1];
        }

        var (with, without) = (await Certified(MaskedTraining.FixedCount), await Certified(MaskedTraining.None));
        Assert.True(with > 0.95 && with > without + 0.08, $"{with} with masks, {without} without");
    }

    [Fact]
    public async Task A_training_with_masks_can_be_resumed()
    {
        var specification = Model(4, 0.5, MaskedTraining.Bernoulli);
        var data = Small.Blobs(64);
        using var whole = Rationale.Model.Interpret(specification, seed: 3);
        await whole.TrainAsync(data, new TrainingOptions { Epochs = 4 }, cancellationToken: Token);
        var folder = Directory.CreateTempSubdirectory().FullName;
        using var halves = Rationale.Model.Interpret(specification, seed: 3);
        await halves.TrainAsync(data, new TrainingOptions { Epochs = 2, CheckpointFolder = folder }, cancellationToken: Token);
        using var resumed = Rationale.Model.Interpret(specification, seed: 8);
        await resumed.TrainAsync(data, new TrainingOptions { Epochs = 4, CheckpointFolder = folder, Resume = true }, cancellationToken: Token);
        Assert.Equal(whole.Copy(), resumed.Copy());
    }

    private static ModelSpecification Model(int inputs, double keep, MaskedTraining training) =>
        Small.Mlp(inputs, Small.Classes(3)) with { Smoothing = MaskSmoothing.Create(EquatableArray.Create(inputs), keep) with { Training = training } };

    private static ProgramLayout Layout(ModelSpecification model) => new ProgramSource(model).Prediction.Layout;

    private sealed class Ones(int rows, int width) : IBatch<float>
    {
        private readonly float[] _values = [.. Enumerable.Repeat(1f, rows * width)];

        public int Examples => rows;

        public ReadOnlyMemory<float> Input(int column, int firstExample, int count, Memory<float> buffer) => _values.AsMemory(firstExample * width, count * width);

        public ReadOnlyMemory<int> Labels(int firstExample, int count, Memory<int> buffer) => buffer;
    }
}
