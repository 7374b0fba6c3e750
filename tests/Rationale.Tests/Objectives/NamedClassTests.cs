using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Tests.SelfExplaining;

namespace Rationale.Tests.Objectives;

/// <summary>A penalty on one named class is the penalty on the labeled class of data in which every label names it.</summary>
public sealed class NamedClassTests
{
    [Theory]
    [InlineData(TargetOutput.Logit, 3, 2)]
    [InlineData(TargetOutput.Probability, 3, 0)]
    [InlineData(TargetOutput.LogProbability, 3, 1)]
    [InlineData(TargetOutput.Logit, 1, 0)]
    [InlineData(TargetOutput.Probability, 1, 0)]
    [InlineData(TargetOutput.LogProbability, 1, 1)]
    public void The_explanation_penalty_takes_a_class_by_its_index(TargetOutput output, int classes, int index)
    {
        var model = Small.Mlp(4, Small.Classes(classes));
        Agree(model.With(Small.Sum with { Target = Target.ForClass(index, output) }), model.With(Small.Sum with { Target = new Target(output, TargetClass.Labeled) }), index);
    }

    [Theory]
    [InlineData(TargetOutput.Logit, 2)]
    [InlineData(TargetOutput.LogProbability, 0)]
    public void The_robustness_penalty_takes_a_class_by_its_index(TargetOutput output, int index)
    {
        var model = SmallSenn.Model();
        var penalty = model.Find<RobustnessPenalty>()!;
        Agree(model.With(penalty with { Target = Target.ForClass(index, output) }), model.With(penalty with { Target = new Target(output, TargetClass.Labeled) }), index);
    }

    private static void Agree(ModelSpecification named, ModelSpecification labeled, int index)
    {
        var (one, other) = (Run(named), Run(labeled));
        Assert.Contains(one, value => Math.Abs(value) > 1e-3);
        Near.Check(other, one, 1e-10);

        double[] Run(ModelSpecification model)
        {
            var sample = ModelSample.Create(model, 5, 3);
            return Runner.Run<double>(ModelPrograms.Training(model), sample with { Labels = [.. Enumerable.Repeat(index, 5)] }, new ExecutionOptions { Workers = 1 }).Gradients;
        }
    }
}
