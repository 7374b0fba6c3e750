using Rationale.Attribution;
using Rationale.Data;
using Rationale.Tests.Models;

namespace Rationale.Tests.Attribution;

/// <summary>Attribution targets: what they are called, and sums over all classes.</summary>
public sealed class TargetTests
{
    private static readonly Dataset Data = Small.Blobs(20, inputs: 4);

    [Fact]
    public void The_default_is_the_logit_of_the_predicted_class()
    {
        Assert.Equal(new Target(TargetOutput.Logit, TargetClass.Predicted), default);
        Assert.Equal(default, new AttributionOptions().Target);
        Assert.Equal((2, null), (Target.ForClass(2).Index, new Target(TargetOutput.Logit, TargetClass.Labeled).Index));
        Assert.NotEqual(Target.ForClass(0), Target.ForClass(1));
        Assert.Equal(
            ["logit of the predicted class", "probability of class 3", "log-probability summed over all classes", "logit of the labeled class"],
            new[] { default, Target.ForClass(3, TargetOutput.Probability), new(TargetOutput.LogProbability, TargetClass.All), new(TargetOutput.Logit, TargetClass.Labeled) }.Select(target => target.ToString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_sum_over_all_classes_has_the_sum_of_their_attributions(int outputs)
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(outputs)), seed: 3);
        foreach (var output in new[] { TargetOutput.Logit, TargetOutput.LogProbability })
        {
            // A single logit z is the sum of the logits 0 and z; as a score of its own, class 0 has −z.
            var classes = outputs == 1 ? (output == TargetOutput.Logit ? [1] : [0, 1]) : Enumerable.Range(0, outputs);
            var all = Attribute(new Target(output, TargetClass.All));
            var parts = classes.Select(k => Attribute(Target.ForClass(k, output)).Scores.ToArray()).ToArray();
            var sums = Enumerable.Range(0, 80).Select(i => parts.Sum(part => part[i]));
            Assert.Equal(sums, all.Scores.ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
            Assert.All(all.ConvergenceDelta, gap => Assert.Equal(0, gap, 1e-5));
            Assert.All(all.Classes, k => Assert.Equal(-1, k));
            Assert.Null(all[0].Class);
        }

        Attributions Attribute(Target target) => model.Attributed(Data, new IntegratedGradients(), new AttributionOptions { Target = target });
    }

    [Fact]
    public void The_sum_of_the_outputs_of_a_regressor_is_a_target()
    {
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(2)), seed: 3);
        new float[] { 2, -1, 0.5f, 4, 0, 0 }.CopyTo(model.Runtime.Parameters);
        var found = model.Attributed(FeatureMatrix.FromArray([1, 2], 2), new InputXGradient(), new AttributionOptions { Target = new Target(TargetOutput.Logit, TargetClass.All) });
        Assert.Equal([1f, 9], found.Scores.ToArray());
        Assert.Equal("sum of the outputs", found[0].TargetName);
        using var single = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 3);
        Assert.Equal(0, single.Attributed(FeatureMatrix.FromArray([1, 2], 2), new InputXGradient(), new AttributionOptions { Target = new Target(TargetOutput.Logit, TargetClass.All) })[0].Class);
    }
}
