using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Tests.SelfExplaining;
using Rationale.Training;

namespace Rationale.Tests.Objectives;

/// <summary>What losses are reported as: the objective of an average step for one example.</summary>
public sealed class NormalizationTests
{
    private static readonly Dataset Data = Small.Blobs(24).Marking(3);

    public static TheoryData<ModelSpecification> Models => new(
        from task in Enum.GetValues<Reduction>()
        from penalty in Enum.GetValues<Reduction>()
        select Small.Mlp(4, new ClassifierTask(3, task)).With(Small.Sum with { Reduction = penalty }).With(new WeightPenalty(0.1, 0.2)))
    {
        SelfExplaining(Reduction.Mean), SelfExplaining(Reduction.Sum),
    };

    /// <summary>The first step sees the parameters that an evaluation before it sees.</summary>
    [Theory]
    [MemberData(nameof(Models), DisableDiscoveryEnumeration = true)]
    public async Task A_history_and_an_evaluation_of_the_same_batch_agree(ModelSpecification specification)
    {
        using var model = Model.Interpret(specification with { Training = new TrainingDefaults(BatchSize: 24) }, seed: 1);
        var evaluation = model.Evaluate(Data);
        var result = await model.TrainAsync(Data, new TrainingOptions { Epochs = 1 }, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var (term, value) in evaluation.Losses)
        {
            Assert.Equal(result.History[0].Losses[term], value, 1e-4 * Math.Max(1, Math.Abs(value)));
        }

        Assert.Equal(result.History[0].Losses[ModelPrograms.Loss], evaluation.Loss, 1e-4 * Math.Max(1, evaluation.Loss));
    }

    /// <summary>Whatever grows with the examples, four times the same batch is four times the same step.</summary>
    [Theory]
    [MemberData(nameof(Models), DisableDiscoveryEnumeration = true)]
    public void More_of_the_same_data_has_the_same_losses(ModelSpecification specification)
    {
        using var model = Model.Interpret(specification with { Training = new TrainingDefaults(BatchSize: 24) }, seed: 1);
        var (one, four) = (model.Evaluate(Data), model.Evaluate(Dataset.Concat(Data, Data, Data, Data)));
        Assert.Equal(one.Losses.Keys, four.Losses.Keys);
        Assert.All(one.Losses, term => Assert.Equal(term.Value, four.Losses[term.Key], 1e-4 * Math.Max(1, Math.Abs(term.Value))));
    }

    [Fact]
    public void A_sum_over_examples_is_reported_for_one_of_them()
    {
        var mean = Small.Mlp(4, new ClassifierTask(3, Reduction.Mean)).With(new WeightPenalty(0.1, 0));
        using var averaged = Model.Interpret(mean, seed: 1);
        using var summed = Model.Interpret(mean with { Task = new ClassifierTask(3, Reduction.Sum) }, seed: 1);
        Assert.Equal(averaged.Evaluate(Data).Losses["task"], summed.Evaluate(Data).Losses["task"], 1e-6);

        // The weights enter once for the eight examples of a batch.
        Assert.Equal(averaged.Evaluate(Data).Losses["weights"] / 8, summed.Evaluate(Data).Losses["weights"], 1e-6);
    }

    private static ModelSpecification SelfExplaining(Reduction task) =>
        SmallSenn.Model(reduction: RobustnessReduction.BatchFrobenius) with { Task = new ClassifierTask(SmallSenn.Classes, task) };
}
