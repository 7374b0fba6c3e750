using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>The weighted task loss against numbers computed from PyTorch's documented formula by a script of ten lines, and what data and options may not say.</summary>
public sealed class ExampleWeightTests
{
    private const double ClassSum = 6.4768546865909045;
    private const double ClassMean = 1.177609943016528;
    private const double ExampleSum = 6.840853629194864;
    private const double ExampleMean = 1.5201896953766365;
    private const double BothSum = 5.492546360778112;
    private const double BothMean = 1.5692989602223177;

    private static readonly float[] Own = [1, 0.5f, 3, 0];

    /// <summary>The features are the logits: the model is the identity.</summary>
    private static readonly Dataset Logits = Dataset.ForClassification(
        FeatureMatrix.FromArray([0.5f, -1, 2, 1.5f, 0.25f, -0.5f, -0.75f, 1, 0, 0, 2, 1], 3), [0, 1, 2, 1], 3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, false, ClassSum, ClassMean)]
    [InlineData(false, true, ExampleSum, ExampleMean)]
    [InlineData(true, true, BothSum, BothMean)]
    public void Sums_and_means_are_weighted(bool ofClasses, bool ofExamples, double sum, double mean)
    {
        var data = ofExamples ? Logits.WithExampleWeights(Own) : Logits;
        foreach (var (reduction, expected) in new[] { (Reduction.Sum, sum / 4), (Reduction.Mean, mean) })
        {
            using var model = Model.Interpret(Identity(reduction, ofClasses ? new TaskLoss(EquatableArray.Create(1f, 2f, 0.5f)) : new TaskLoss()));
            Span<float> identity = [1, 0, 0, 0, 1, 0, 0, 0, 1];
            identity.CopyTo(model.Runtime.Parameters);
            Assert.Equal(expected, model.Evaluate(data).Losses[TaskLoss.Key], 1e-6);
        }
    }

    [Fact]
    public async Task Weights_of_one_change_no_number_and_zeros_leave_rows_out()
    {
        var (data, first) = (Small.Blobs(20), Small.Blobs(20).Take(10));
        var options = new TrainingOptions { Epochs = 3, BatchSize = 20, Shuffle = false };
        float[] half = [.. Enumerable.Range(0, 20).Select(row => row < 10 ? 1f : 0f)];
        Assert.Equal(await TrainedAsync(first, options), await TrainedAsync(data.WithExampleWeights(half), options), new Close());
        Assert.Equal(await TrainedAsync(data, options), await TrainedAsync(data.WithExampleWeights([.. Enumerable.Repeat(1f, 20)]), options), new Close());
    }

    [Fact]
    public async Task Class_weights_are_weights_of_the_examples_of_a_class()
    {
        var data = Small.Blobs(20);
        float[] weights = [.. data.Labels.ToArray().Select(label => label == 1 ? 4f : 0.5f)];
        var expected = await TrainedAsync(data.WithExampleWeights(weights), new TrainingOptions { Epochs = 2 });
        Assert.Equal(expected, await TrainedAsync(data, new TrainingOptions { Epochs = 2, ClassWeights = ClassWeights.Create(0.5, 4, 0.5) }));
    }

    [Fact]
    public void Balanced_weights_give_each_class_the_same_total()
    {
        // scikit-learn: n / (k · count).
        Assert.Equal([6f / (2 * 4), 6f / (2 * 2), 0], ClassWeights.Balance([0, 0, 1, 0, 1, 0], 3));
    }

    [Theory]
    [InlineData(new float[] { 1, 2 }, "2 weights were given for 4 examples; there must be one weight per example.")]
    [InlineData(new float[] { 1, -2, 0, 1 }, "The weight of example 1 is -2, but weights of examples are finite numbers of 0 or more.")]
    [InlineData(new float[] { 1, 0, float.NaN, 1 }, "The weight of example 2 is NaN, but weights of examples are finite numbers of 0 or more.")]
    [InlineData(new float[] { 0, 0, 0, 0 }, "All 4 weights of the examples are 0, so nothing could be learned; give at least one example a weight above 0.")]
    public void Weights_of_examples_that_cannot_be_are_one_sentence(float[] weights, string expected) =>
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => Logits.WithExampleWeights(weights)).Message);

    [Theory]
    [InlineData(new double[] { 1, 2 }, "there are 2 weights for 3 classes")]
    [InlineData(new double[] { 1, -1, 2 }, "the weight of class 1 is -1, but weights are finite numbers of 0 or more")]
    [InlineData(new double[] { 1, double.NaN, 2 }, "the weight of class 1 is NaN, but weights are finite numbers of 0 or more")]
    [InlineData(new double[] { 0, 0, 0 }, "all weights are 0")]
    public async Task Weights_of_classes_that_cannot_be_are_one_sentence(double[] weights, string expected)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => TrainedAsync(Small.Blobs(6), new TrainingOptions { ClassWeights = ClassWeights.Create(weights) }));
        Assert.Equal($"ClassWeights do not fit 'Small': {expected}; give one weight for each class.", exception.Message);
    }

    private static ModelSpecification Identity(Reduction reduction, TaskLoss loss) => new(
        "Identity",
        EquatableArray.Create(3),
        EquatableArray.Create<Layer>(new DenseLayer(3, false, Initialization.PyTorchDefault)),
        new ClassifierTask(3, reduction),
        EquatableArray.Create<ObjectiveTerm>(loss),
        new TrainingDefaults());

    private static async Task<float[]> TrainedAsync(Dataset data, TrainingOptions options)
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await model.TrainAsync(data, options, cancellationToken: Token);
        return model.Copy();
    }

    private sealed class Close : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) < 1e-5;

        public int GetHashCode(float number) => 0;
    }
}
