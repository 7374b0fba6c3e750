using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.SelfExplaining;
using Rationale.Tests.Execution;
using Rationale.Training;

namespace Rationale.Tests.SelfExplaining;

/// <summary>Self-explaining models of images, with the networks that a model without its own gets.</summary>
public sealed class ImageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(16, 16, 1)]
    [InlineData(5, 7, 2)]
    [InlineData(3, 3, 1)]
    public void Contributions_add_up_to_the_outputs(int height, int width, int channels)
    {
        using var model = Rationale.Model.Interpret(Model(height, width, channels), seed: 4);
        var rows = Rows(6, height * width * channels);
        var explanations = ConceptExplanations.Compute(model, rows, cancellationToken: Token);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var output = 0; output < 3; output++)
            {
                Assert.Equal(explanations[row].Prediction.Outputs[output], Enumerable.Range(0, 2).Sum(concept => explanations[row].Contribution(concept, output)), 1e-5f);
            }
        }
    }

    [Theory]
    [InlineData(16, 16, 1)]
    [InlineData(5, 7, 2)]
    public void Programs_agree_with_definitions(int height, int width, int channels)
    {
        foreach (var penalized in Enum.GetValues<TargetOutput>())
        {
            var model = Model(height, width, channels);
            model = model.With(model.Find<RobustnessPenalty>()! with { Target = new Target(penalized, TargetClass.All), Reduction = RobustnessReduction.BatchFrobenius });
            var (graph, sample) = (ModelPrograms.Training(model), ModelSample.Create(model, 3, 5));
            Near.Check(OracleRun.Run(graph, sample).All(), Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 2, TileSize = 2 }).All(), 1e-9, penalized.ToString());
        }
    }

    /// <summary>Rows of images that differ by where a square is.</summary>
    [Fact]
    public async Task Places_are_learned()
    {
        const int side = 8;
        var (pixels, labels) = (new float[60 * side * side], new int[60]);
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = row % 3;
            for (var y = 0; y < 3; y++)
            {
                pixels.AsSpan((row * side * side) + ((((labels[row] * 2) + y) * side) + (row % 5)), 3).Fill(1);
            }
        }

        var data = Dataset.ForClassification(FeatureMatrix.FromArray(pixels, side * side), labels, 3);
        using var model = Rationale.Model.Interpret(Model(side, side, 1), seed: 1);
        await model.TrainAsync(data, new TrainingOptions { Epochs = 30, BatchSize = 12, LearningRate = 0.01, RobustnessWeight = 1e-3 }, cancellationToken: Token);
        Assert.True(model.Evaluate(data).Accuracy > 0.95);
        Assert.All(ContinuousStability.Estimate(model, data.Features.Slice(0, 5), 0.3, steps: 5, distance: StabilityDistance.Features, cancellationToken: Token), estimate => Assert.True(estimate.Ratio > 0));
    }

    private static ModelSpecification Model(int height, int width, int channels)
    {
        var shape = EquatableArray.Create(height, width, channels);
        var source = new LearnedConcepts(DefaultNetworks.Encoder(shape, 2), DefaultNetworks.Decoder(shape));
        return new ModelSpecification(
            "Images",
            shape,
            EquatableArray.Create<Layer>(new SelfExplainingNetwork(source, DefaultNetworks.Relevance(shape, 2, 3), 3, ConceptAggregator.Sum)),
            new ClassifierTask(3, Reduction.Mean),
            TaskLoss.With([.. ConceptObjectives.Create(source, new RobustnessPenalty(new Target(TargetOutput.Logit, TargetClass.All), RobustnessReduction.MeanOfNorms, 0.1), 1, 0.01)]),
            new TrainingDefaults());
    }

    private static FeatureMatrix Rows(int count, int width)
    {
        var random = new Random(3);
        return FeatureMatrix.FromArray([.. Enumerable.Range(0, count * width).Select(_ => (float)random.NextDouble())], width);
    }
}
