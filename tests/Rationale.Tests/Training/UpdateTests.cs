using Rationale.Graph.Objectives;
using Rationale.Models;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>Steps of every optimizer, and clipping, against the formulas in double precision.</summary>
public sealed class UpdateTests
{
    private const double Rate = 0.02;
    private const int Steps = 5;

    [Theory]
    [InlineData(OptimizerKind.Sgd, 0)]
    [InlineData(OptimizerKind.Sgd, 0.9)]
    [InlineData(OptimizerKind.Adam, 0)]
    [InlineData(OptimizerKind.AdamW, 0)]
    public async Task Every_optimizer_follows_its_formula(OptimizerKind optimizer, double momentum)
    {
        var data = Small.Plane(6);
        var specification = Small.Linear(2, Small.Numbers(1));
        using var model = new InterpretedModel(specification with { Training = specification.Training with { Momentum = momentum, WeightDecay = 0.1 } }, seed: 1);
        var oracle = new LinearOracle(model.Copy());
        var (first, second) = (new double[3], new double[3]);
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = oracle.Gradient(data, Enumerable.Range(0, 6));
            for (var i = 0; i < 3; i++)
            {
                ref var parameter = ref oracle.Parameters[i];
                if (optimizer == OptimizerKind.Sgd)
                {
                    first[i] = (momentum * first[i]) + gradient[i];
                    parameter -= Rate * first[i];
                    continue;
                }

                parameter *= optimizer == OptimizerKind.AdamW ? 1 - (Rate * 0.1) : 1;
                first[i] = (0.9 * first[i]) + (0.1 * gradient[i]);
                second[i] = (0.999 * second[i]) + (0.001 * gradient[i] * gradient[i]);
                parameter -= Rate * (first[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
        }

        await model.TrainAsync(
            data,
            new TrainingOptions { Epochs = Steps, Optimizer = optimizer, LearningRate = Rate },
            cancellationToken: TestContext.Current.CancellationToken);
        oracle.Near(model.Copy());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1e6)]
    public async Task A_long_gradient_is_scaled_down_to_the_norm_allowed(double clipNorm)
    {
        var data = Small.Plane(6);
        using var model = new InterpretedModel(Small.Linear(2, Small.Numbers(1)), seed: 1);
        var oracle = new LinearOracle(model.Copy());
        var gradient = oracle.Gradient(data, Enumerable.Range(0, 6));
        var norm = Math.Sqrt(gradient.Sum(value => value * value));
        Assert.True(norm > 0.5);
        var options = new TrainingOptions { Epochs = 1, Optimizer = OptimizerKind.Sgd, LearningRate = Rate, ClipNorm = clipNorm };
        await model.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken);
        oracle.Descend([.. gradient.Select(value => value * Math.Min(1, clipNorm / norm))], Rate);
        oracle.Near(model.Copy());
    }

    [Fact]
    public async Task A_large_model_is_updated_by_all_workers_as_by_one()
    {
        var data = Small.Blobs(16, inputs: 64);
        using var one = new InterpretedModel(Small.Mlp(64, Small.Classes(3), hidden: 5000), seed: 1);
        using var many = new InterpretedModel(Small.Mlp(64, Small.Classes(3), hidden: 5000), seed: 1);
        one.Runtime.Execution = new() { Workers = 1 };
        many.Runtime.Execution = new() { Workers = 3 };
        var options = new TrainingOptions { Epochs = 2 };
        await one.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken);
        await many.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(one.Copy().Zip(many.Copy()).Max(pair => Math.Abs(pair.First - pair.Second)) < 1e-3);
    }

    [Fact]
    public async Task Weight_penalties_follow_their_formula()
    {
        var data = Small.Plane(6);
        using var model = new InterpretedModel(Small.Linear(2, Small.Numbers(1)).With(new WeightPenalty(0.3, 0.2)), seed: 1);
        var oracle = new LinearOracle(model.Copy());
        var gradient = oracle.Gradient(data, Enumerable.Range(0, 6));
        var expected = oracle.Parameters.Sum(value => (0.3 * value * value) + (0.2 * Math.Abs(value)));

        // The task sums over the six examples, so that losses are those of one of them.
        Assert.Equal(expected / 6, model.Evaluate(data).Losses["weights"], 1e-5);
        oracle.Descend([.. gradient.Select((value, i) => value + (0.6 * oracle.Parameters[i]) + (0.2 * Math.Sign(oracle.Parameters[i])))], Rate);
        await model.TrainAsync(
            data,
            new TrainingOptions { Epochs = 1, Optimizer = OptimizerKind.Sgd, LearningRate = Rate },
            cancellationToken: TestContext.Current.CancellationToken);
        oracle.Near(model.Copy());
    }
}
