using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>
/// Examples of ids with two marks anywhere among others: which of the two comes first? Counting ids cannot tell, so a network without positions needs causal attention.
/// </summary>
public sealed class TokenLearningTests
{
    private const int Tokens = 10;
    private const int Vocabulary = 9;
    private const int FirstMark = 0;
    private const int SecondMark = 1;

    /// <summary>Ids that stand at the start of an example only, and give its label away.</summary>
    private const int FirstDecoy = 7;

    private static readonly TrainingOptions Options = new() { Epochs = 12, BatchSize = 32, LearningRate = 0.005 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_small_transformer_learns_which_mark_comes_first()
    {
        var (train, test) = (Rows(1500, seed: 1), Rows(400, seed: 2));
        using var transformer = Model.Interpret(Specification(constraint: null, Mixing, Thinking), seed: 1);
        using var withoutAttention = Model.Interpret(Specification(constraint: null, Thinking), seed: 1);
        await transformer.TrainAsync(train, Options, cancellationToken: Token);
        await withoutAttention.TrainAsync(train, Options, cancellationToken: Token);
        Assert.InRange(transformer.Evaluate(test).Accuracy, 0.98, 1);
        Assert.InRange(withoutAttention.Evaluate(test).Accuracy, 0, 0.65);
    }

    /// <summary>One layer of attention. The gradient at an id says nothing about other ids, and a deeper network learns to hide behind that: see the decision on ids.</summary>
    [Fact]
    public async Task A_constraint_keeps_attention_from_the_id_that_gives_the_answer_away()
    {
        var (train, test) = (Rows(1500, seed: 1, decoy: true), Rows(400, seed: 2));
        var constraint = new ExplanationPenalty(10, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum);
        using var plain = Model.Interpret(Specification(constraint: null, Attention), seed: 1);
        using var constrained = Model.Interpret(Specification(constraint, Attention), seed: 1);
        await plain.TrainAsync(train, Options, cancellationToken: Token);
        await constrained.TrainAsync(train, Options, cancellationToken: Token);
        Assert.InRange(plain.Evaluate(train).Accuracy, 0.98, 1);
        Assert.InRange(plain.Evaluate(test).Accuracy, 0, 0.75);
        Assert.InRange(constrained.Evaluate(test).Accuracy, 0.95, 1);

        // What the constraint forbids is what the explanation shows: the share of the first id, over many examples.
        Assert.InRange(ShareOfFirst(constrained, test), 0, ShareOfFirst(plain, test) / 3);
    }

    private static ResidualLayer Attention { get; } = new("Attention", EquatableArray.Create<Layer>(new AttentionLayer(2, true, true, Initialization.XavierUniform)));

    private static ResidualLayer Mixing { get; } = new("Mixing", EquatableArray.Create<Layer>(new LayerNormLayer(1e-5), new AttentionLayer(2, true, true, Initialization.XavierUniform)));

    private static ResidualLayer Thinking { get; } = new("Thinking", EquatableArray.Create<Layer>(
        new LayerNormLayer(1e-5), new LastAxisDenseLayer(16, true, Initialization.PyTorchDefault), new GeluLayer(), new LastAxisDenseLayer(8, true, Initialization.PyTorchDefault)));

    private static double ShareOfFirst(Model model, Dataset data)
    {
        var norms = model.Runtime.Explain(data, new Target(TargetOutput.LogProbability, TargetClass.All)).Scores;
        return Enumerable.Range(0, data.Count).Average(row => norms[row, 0] / norms.Row(row).Sum());
    }

    private static ModelSpecification Specification(ExplanationPenalty? constraint, params Layer[] blocks) => new(
        "Marks",
        EquatableArray.Create(Tokens),
        new EquatableArray<Layer>(
        [
            new EmbeddingLayer(Vocabulary, 8),
            .. blocks,
            new GlobalAveragePoolLayer(),
            new DenseLayer(2, true, Initialization.PyTorchDefault),
        ]),
        new ClassifierTask(2, Reduction.Sum),
        TaskLoss.With(constraint),
        new TrainingDefaults());

    private static Dataset Rows(int rows, ulong seed, bool decoy = false)
    {
        var random = new RandomSource(seed);
        var (ids, labels) = (new float[rows * Tokens], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            labels[row] = row % 2;
            for (var i = 1; i < Tokens; i++)
            {
                ids[(row * Tokens) + i] = 2 + random.NextInt32(FirstDecoy - 2);
            }

            var early = 1 + random.NextInt32(Tokens - 2);
            var late = early + 1 + random.NextInt32(Tokens - 1 - early);
            ids[row * Tokens] = FirstDecoy + (decoy ? labels[row] : random.NextInt32(2));
            ids[(row * Tokens) + early] = labels[row] == 0 ? FirstMark : SecondMark;
            ids[(row * Tokens) + late] = labels[row] == 0 ? SecondMark : FirstMark;
        }

        float[] mask = [1, .. new float[Tokens - 1]];
        return Dataset.ForClassification(FeatureMatrix.FromArray(ids, Tokens), labels, 2).WithAnnotationMask(FeatureMatrix.Repeat(mask, rows));
    }
}
