using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>Bars, crosses and rings anywhere in a noisy image: what stands where differs in each, so that only filters that move can learn it.</summary>
public sealed class ImageLearningTests
{
    private const int Size = 10;

    private static readonly string[][] Figures = [["....", "####", "####", "...."], ["#..#", ".##.", ".##.", "#..#"], ["####", "#..#", "#..#", "####"]];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_convolutional_network_learns_figures_wherever_they_stand()
    {
        var (train, test) = (Images(1200, seed: 1), Images(300, seed: 2));
        using var model = Model.Interpret(Specification(constraint: null), seed: 1);
        Assert.InRange(model.Evaluate(test).Accuracy, 0, 0.7);
        await model.TrainAsync(train, new TrainingOptions { Epochs = 15, BatchSize = 32, LearningRate = 0.003 }, cancellationToken: Token);
        Assert.InRange(model.Evaluate(test).Accuracy, 0.98, 1);
    }

    [Fact]
    public async Task A_constraint_keeps_a_convolutional_network_from_the_corner_that_gives_the_answer_away()
    {
        var (train, test) = (Images(1200, seed: 1, decoy: true), Images(300, seed: 2));
        var options = new TrainingOptions { Epochs = 15, BatchSize = 32, LearningRate = 0.003 };
        using var plain = Model.Interpret(Specification(constraint: null), seed: 1);
        using var constrained = Model.Interpret(Specification(new ExplanationPenalty(100, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum)), seed: 1);
        await plain.TrainAsync(train, options, cancellationToken: Token);
        await constrained.TrainAsync(train, options, cancellationToken: Token);
        Assert.InRange(plain.Evaluate(train).Accuracy, 0.98, 1);
        Assert.InRange(plain.Evaluate(test).Accuracy, 0, 0.8);
        Assert.InRange(constrained.Evaluate(test).Accuracy, 0.95, 1);
    }

    private static ModelSpecification Specification(ExplanationPenalty? constraint) => new(
        "Figures",
        EquatableArray.Create(Size, Size, 1),
        EquatableArray.Create<Layer>(
            new ConvLayer(8, new Window(3, 3), 1, true, Initialization.PyTorchDefault), new ReluLayer(), new MaxPoolLayer(new Window(2, 2, 2)),
            new ConvLayer(16, new Window(3, 3), 1, true, Initialization.PyTorchDefault), new ReluLayer(), new FlattenLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)),
        new ClassifierTask(3, Reduction.Sum),
        TaskLoss.With(constraint),
        new TrainingDefaults());

    private static Dataset Images(int rows, ulong seed, bool decoy = false)
    {
        var random = new RandomSource(seed);
        var (pixels, mask, labels) = (new float[rows * Size * Size], new float[rows * Size * Size], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            labels[row] = row % 3;
            var (top, left) = (1 + random.NextInt32(6), random.NextInt32(7));
            for (var i = 0; i < Size * Size; i++)
            {
                var (y, x) = ((i / Size) - top, (i % Size) - left);
                var inside = y is >= 0 and < 4 && x is >= 0 and < 4 && Figures[labels[row]][y][x] == '#';
                pixels[(row * Size * Size) + i] = (float)((inside ? 1 : 0) + (0.15 * random.NextNormal()));
            }

            // The first line is never part of a figure; a decoy shines there, a place for each class.
            for (var x = 0; x < Size; x++)
            {
                mask[(row * Size * Size) + x] = 1;
                pixels[(row * Size * Size) + x] = decoy && x / 3 == labels[row] ? 1 : 0;
            }
        }

        return Dataset.ForClassification(FeatureMatrix.FromArray(pixels, Size * Size), labels, 3).WithAnnotationMask(FeatureMatrix.FromArray(mask, Size * Size));
    }
}
