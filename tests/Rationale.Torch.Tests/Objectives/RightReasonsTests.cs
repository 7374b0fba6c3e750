using Rationale.Constraints;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Torch.Objectives;
using static TorchSharp.torch;
using Rationale.Oracle;

namespace Rationale.Torch.Tests.Objectives;

/// <summary>The terms of RRR by autograd against those of declared models on the embedded target: the same numbers and the same gradients, whatever the attribute says.</summary>
public sealed class RightReasonsTests
{
    private const int Rows = 7;

    /// <summary>All that [ExplainConstraint] can say, of one logit, of several and of numbers, near zero and where functions are flat.</summary>
    public static TheoryData<Target, PenaltyNorm, Reduction, int, double> Constraints
    {
        get
        {
            var data = new TheoryData<Target, PenaltyNorm, Reduction, int, double>();
            foreach (var (target, norm) in EveryTarget.All.SelectMany(target => Enum.GetValues<PenaltyNorm>().Select(norm => (target, norm))))
            {
                foreach (var (reduction, classes) in Enum.GetValues<Reduction>().SelectMany(reduction => new[] { 1, 4 }.Select(classes => (reduction, classes))))
                {
                    data.Add(target, norm, reduction, classes, 1);
                    data.Add(target, norm, reduction, classes, 30);
                }
            }

            return data;
        }
    }

    public static TheoryData<Reduction> Reductions => new(Enum.GetValues<Reduction>());

    [TorchTheory]
    [MemberData(nameof(Constraints))]
    public void Reasons_are_those_of_the_attribute(Target target, PenaltyNorm norm, Reduction reduction, int classes, double spread)
    {
        using var scope = NewDisposeScope();
        var declared = new DeclaredLoss(Small.Mlp(5, new ClassifierTask(classes, Reduction.Sum)).With(new ExplanationPenalty(1, 0, target, norm, reduction)), Rows, seed: 3, spread);
        var rows = RightReasons.Explained(declared.Features);
        var gradient = RightReasons.Gradient(Perceptron(declared, rows), rows, target, declared.Labels);
        Near.Check(declared.Term(ExplanationPenalty.Key, ExplanationPenalty.Key), declared.ByHand(RightReasons.ExplanationPenalty(gradient, declared.Annotations, norm, reduction)), 1e-10);
    }

    [TorchTheory]
    [MemberData(nameof(Reductions))]
    public void Marks_of_ids_count_for_their_vectors(Reduction reduction)
    {
        using var scope = NewDisposeScope();
        var declared = new DeclaredLoss(
            Small.Create(4, Small.Classes(3), new EmbeddingLayer(6, 5), new FlattenLayer(), new DenseLayer(8, true, Initialization.PyTorchDefault), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
            {
                Objectives = TaskLoss.With(new ExplanationPenalty(1, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, reduction)),
            },
            Rows,
            seed: 5);
        var vectors = declared.Parameters["embedding1.weight"].index_select(0, declared.Features.to(int64).flatten()).reshape(Rows, 4, 5);
        var gradient = RightReasons.Gradient(Perceptron(declared, vectors.flatten(1)), vectors);
        Near.Check(
            declared.Term(ExplanationPenalty.Key, ExplanationPenalty.Key),
            declared.ByHand(RightReasons.ExplanationPenalty(gradient, declared.Annotations, PenaltyNorm.L2, reduction)),
            1e-10);
    }

    [TorchTheory]
    [MemberData(nameof(Reductions))]
    public void Answers_and_weights_are_those_of_a_classifier(Reduction reduction)
    {
        foreach (var classes in new[] { 1, 4 })
        {
            foreach (var spread in new[] { 1.0, 30 })
            {
                using var scope = NewDisposeScope();
                var declared = new DeclaredLoss(Small.Mlp(5, new ClassifierTask(classes, reduction)).With(new WeightPenalty(0.3, 0.2)), Rows, seed: 4, spread);
                var loss = RightReasons.CrossEntropy(Perceptron(declared, declared.Features), declared.Labels, reduction) + RightReasons.WeightPenalty(declared.Parameters.Values, 0.3, 0.2);
                Near.Check(declared.Loss(), declared.ByHand(loss), 1e-10);
            }
        }
    }

    [TorchTheory]
    [MemberData(nameof(Reductions))]
    public void Errors_and_reasons_are_those_of_a_regressor(Reduction reduction)
    {
        using var scope = NewDisposeScope();
        var declared = new DeclaredLoss(Small.Mlp(5, new RegressorTask(2, reduction)).With(new ExplanationPenalty(2, 0, new Target(TargetOutput.Logit, TargetClass.All), PenaltyNorm.L2, reduction)), Rows, seed: 6);
        var rows = RightReasons.Explained(declared.Features);
        var predictions = Perceptron(declared, rows);
        var reasons = RightReasons.ExplanationPenalty(RightReasons.Gradient(predictions, rows, new Target(TargetOutput.Logit, TargetClass.All)), declared.Annotations, PenaltyNorm.L2, reduction);
        Near.Check(declared.Loss(), declared.ByHand(RightReasons.SquaredError(predictions, declared.Targets, reduction) + (2 * reasons)), 1e-10);
    }

    [TorchFact]
    public void The_mask_rule_marks_what_the_rule_of_the_runtime_marks()
    {
        using var scope = NewDisposeScope();
        var values = Enumerable.Range(0, 60).Select(i => (float)Math.Sin(i * i)).ToArray();
        values.AsSpan(0, 6).Clear();
        (values[6], values[7]) = (1f, (float)LargestGradientMask.DefaultCutoff);
        foreach (var cutoff in new[] { 0, 0.3, LargestGradientMask.DefaultCutoff, 0.99 })
        {
            var expected = new float[60];
            LargestGradientMask.Compute(FeatureMatrix.FromArray(values, 6), cutoff).CopyRows(0, 10, expected);
            Assert.Equal(expected, RightReasons.LargestGradients(tensor(values, [10, 2, 3]), cutoff).data<float>().ToArray());
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => RightReasons.LargestGradients(ones([2, 2]), 1));
    }

    [TorchFact]
    public void The_automatic_weight_gives_the_wanted_ratio()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(6, RightReasons.AutomaticWeight(tensor(4f), tensor(2f), 3));
        Assert.Contains("explanation penalty is 0", Assert.Throws<ArgumentException>(() => RightReasons.AutomaticWeight(tensor(4f), tensor(0f), 3)).Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Shapes_that_do_not_fit_are_named()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => RightReasons.ExplanationPenalty(ones([2, 4]), ones([2, 3]))).Message, StringComparison.Ordinal);
        Assert.Contains("[1, 4]", Assert.Throws<ArgumentException>(() => RightReasons.ExplanationPenalty(ones([2, 4]), ones([1, 4]))).Message, StringComparison.Ordinal);
        Assert.Contains("[2]", Assert.Throws<ArgumentException>(() => RightReasons.SquaredError(ones([2, 1]), ones([2]))).Message, StringComparison.Ordinal);
        Assert.Contains("no parameters", Assert.Throws<ArgumentException>(() => RightReasons.WeightPenalty([], 1)).Message, StringComparison.Ordinal);
    }

    /// <summary>The two dense layers of <see cref="Small.Mlp"/>.</summary>
    private static Tensor Perceptron(DeclaredLoss declared, Tensor x) =>
        (x.matmul(declared.Parameters["dense1.weight"]) + declared.Parameters["dense1.bias"]).tanh().matmul(declared.Parameters["dense2.weight"]) + declared.Parameters["dense2.bias"];
}
