using Rationale.Constraints;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Randomness;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Constraints;

public sealed class FindAnotherExplanationTests : IDisposable
{
    private static readonly ModelSpecification Specification = Small.Mlp(6, Small.Classes(2), hidden: 16).With(Small.Sum with { Weight = 1000 });

    private readonly List<Model> _models = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static FindAnotherExplanationOptions Options => new() { Training = new TrainingOptions { Epochs = 30, BatchSize = 32 } };

    public void Dispose() => _models.ForEach(model => model.Dispose());

    [Fact]
    public async Task The_next_model_looks_elsewhere()
    {
        var (train, test) = (TwoRules(300, 1), TwoRules(100, 2));
        var reported = new List<ExplanationRound>();
        var rounds = await FindAnotherExplanation.RunAsync(Create, train, Options with { Test = test }, new Listener(reported.Add), Token);
        Assert.Equal(rounds, reported);
        Assert.Equal([0, 1, 2], rounds.Select(round => round.Index));
        Assert.Equal(_models, rounds.Select(round => round.Model));

        // Input 0 is four times as strong as input 1: the first model uses it, the second must do with the other, the third has no rule left.
        Assert.True(Share(rounds[0].Mask, 0) > 0.8, $"{Share(rounds[0].Mask, 0)}");
        Assert.True(Share(rounds[1].Mask, 1) > 0.8, $"{Share(rounds[1].Mask, 1)}");
        Assert.True(Share(rounds[1].Mask, 0) < 0.1);
        Assert.Equal(0, rounds[0].Overlap);
        Assert.True(rounds[1].Overlap < 0.2, $"{rounds[1].Overlap}");
        Assert.True(rounds[0].TestAccuracy > 0.95 && rounds[1].TestAccuracy > 0.95, $"{rounds[0].TestAccuracy} {rounds[1].TestAccuracy}");
        Assert.True(rounds[2].TestAccuracy < rounds[1].TestAccuracy, $"{rounds[2].TestAccuracy}");
        Assert.Null(rounds[0].Forbidden);
        Assert.Equal(rounds[0].Mask.ToArray(), rounds[1].Forbidden!.ToArray());
        Assert.Equal(
            rounds[0].Mask.ToArray().Zip(rounds[1].Mask.ToArray(), Math.Max),
            rounds[2].Forbidden!.ToArray());
        Assert.Equal(Masks.Overlap(rounds[2].Mask, rounds[2].Forbidden), rounds[2].Overlap);
        Assert.Equal((0, 1000), (rounds[0].Training.ExplanationWeight, rounds[1].Training.ExplanationWeight));
        Assert.Equal(rounds[0].TrainAccuracy, rounds[0].Model.Evaluate(train).Accuracy);
    }

    [Fact]
    public async Task Annotations_are_forbidden_from_the_first_round_and_weights_may_grow()
    {
        var train = TwoRules(300, 1).Marking(0);
        var rounds = await FindAnotherExplanation.RunAsync(Create, train, Options with { Rounds = 2, ExplanationWeight = round => 500 * (round + 1) }, cancellationToken: Token);
        Assert.Same(train.AnnotationMask, rounds[0].Forbidden);
        Assert.True(Share(rounds[0].Mask, 1) > 0.8);
        Assert.Equal([500, 1000], rounds.Select(round => round.Training.ExplanationWeight));
        Assert.True(double.IsNaN(rounds[0].TestAccuracy));
    }

    [Fact]
    public async Task Each_round_has_its_own_checkpoints_and_a_finished_one_is_not_trained_again()
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Rounds = 2, Training = new TrainingOptions { Epochs = 2, CheckpointFolder = folder.Root, Resume = true } };
        var first = await FindAnotherExplanation.RunAsync(Create, TwoRules(60, 1), options, cancellationToken: Token);
        Assert.True(File.Exists(folder[Path.Combine("round-1", "last.safetensors")]) && File.Exists(folder[Path.Combine("round-2", "last.safetensors")]));
        var again = await FindAnotherExplanation.RunAsync(Create, TwoRules(60, 1), options, cancellationToken: Token);
        Assert.Equal(first.Select(round => round.Training.History.Text()), again.Select(round => round.Training.History.Text()));
        Assert.Equal(first.SelectMany(round => round.Model.Copy()), again.SelectMany(round => round.Model.Copy()));
    }

    [Fact]
    public async Task A_round_that_fails_disposes_every_model()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var cancelAfterTwo = new Listener(round =>
        {
            if (round.Index == 1)
            {
                source.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FindAnotherExplanation.RunAsync(Create, TwoRules(60, 1), Options, cancelAfterTwo, source.Token));
        Assert.Equal(3, _models.Count);
        AllDisposed();
        await Assert.ThrowsAsync<NotSupportedException>(() =>
            FindAnotherExplanation.RunAsync(round => round < 2 ? Create(round) : throw new NotSupportedException(), TwoRules(60, 1), Options, cancellationToken: Token));
        Assert.Equal(5, _models.Count);
        AllDisposed();
    }

    [Fact]
    public async Task What_cannot_work_is_said_before_anything_is_trained()
    {
        var train = TwoRules(20, 1);
        await RefusedAsync("FindAnotherExplanationOptions.Rounds is 0, but it must be at least 1.", Create, Options with { Rounds = 0 });
        await RefusedAsync("must be at least 0 and below 1", Create, Options with { Cutoff = 1 });
        await RefusedAsync("No model was made for round 1", _ => null!, Options);
        await RefusedAsync("'Small' has no explanation penalty", _ => Made(Model.Interpret(Specification.Without(ExplanationPenalty.Key))), Options);
        await RefusedAsync("The examples have 5 features", Create, Options with { Test = Small.Blobs(4, inputs: 5) });
        var same = Made(Model.Interpret(Specification));
        await RefusedAsync("Round 2 was given the model of an earlier round", _ => same, Options with { Training = new TrainingOptions { Epochs = 1 } });
        AllDisposed();

        async Task RefusedAsync(string expected, Func<int, IModel> create, FindAnotherExplanationOptions options)
        {
            var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => FindAnotherExplanation.RunAsync(create, train, options, cancellationToken: Token));
            Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_mask_rule_is_strict()
    {
        Assert.Equal([false, true, true, false], LargestGradientMask.Compute([0.5f, -1, 0.75f, 0.1f], 0.5));
        Assert.Equal([false, false], LargestGradientMask.Compute([0f, 0]));
        Assert.Equal([true, false], LargestGradientMask.Compute([-2f, 0], 0));
        Assert.Empty(LargestGradientMask.Compute(ReadOnlySpan<float>.Empty));
        Assert.Equal([1, 0, 0, 1, 1, 0], LargestGradientMask.Compute(FeatureMatrix.FromArray([3, 1, 0, 1, -1, 0.6f], 3)).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => LargestGradientMask.Compute([1f], double.NaN));
    }

    /// <summary>Inputs 0 and 1 both tell the class; the other four are noise.</summary>
    private static Dataset TwoRules(int rows, ulong seed)
    {
        var random = new RandomSource(seed);
        var (features, labels) = (new float[rows * 6], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            labels[row] = row % 2;
            for (var i = 0; i < 6; i++)
            {
                var side = i switch { 0 => 2f, 1 => 0.5f, _ => 0 } * ((2 * labels[row]) - 1);
                features[(row * 6) + i] = side + (float)(0.1 * random.NextNormal());
            }
        }

        return Dataset.ForClassification(FeatureMatrix.FromArray(features, 6), labels, 2);
    }

    private static double Share(FeatureMatrix mask, int input) => Enumerable.Range(0, mask.Count).Average(row => mask[row, input]);

    private Model Create(int round) => Made(Model.Interpret(Specification, (ulong)round));

    private Model Made(Model model)
    {
        _models.Add(model);
        return model;
    }

    private void AllDisposed() => Assert.All(_models, model => Assert.Throws<ObjectDisposedException>(() => model.Copy()));

    private sealed class Listener(Action<ExplanationRound> report) : IProgress<ExplanationRound>
    {
        public void Report(ExplanationRound value) => report(value);
    }
}
