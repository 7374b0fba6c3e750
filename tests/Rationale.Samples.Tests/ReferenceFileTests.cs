using Rationale.Tests.Reference;

namespace Rationale.Samples.Tests;

/// <summary>The committed reference numbers must agree with themselves, or a test that fails against them says nothing.</summary>
public sealed class ReferenceFileTests
{
    public static TheoryData<string> Names => [.. RrrReference.Load().Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_terms_of_a_loss_follow_from_the_explanation_and_the_parameters(string name)
    {
        var reference = RrrReference.Load();
        var c = reference.Cases.Single(x => x.Name == name);
        var network = reference.Networks[c.Network];
        Assert.Equal(network.Parameters.Length, c.Expected.Gradients.Length);
        if (c.Constraint is { } constraint)
            Assert.Equal(constraint.Weight * Penalty(constraint, c.Expected.Explanation!, c.Mask ?? network.Mask, network.Rows), c.Expected.ExplanationLoss, 1e-10);
        if (c.WeightPenalty is { } weight)
            Assert.Equal(network.Parameters.Sum(p => (weight.L2 * p * p) + (weight.L1 * Math.Abs(p))), c.Expected.WeightLoss, 1e-12);
        Assert.Equal(c.Expected.TaskLoss + c.Expected.ExplanationLoss + c.Expected.WeightLoss, c.Expected.Total, 1e-9 * c.Expected.Total);
    }

    [Fact]
    public void Every_choice_of_a_constraint_has_a_case()
    {
        var constraints = RrrReference.Load().Cases.Select(c => c.Constraint).OfType<RrrReference.Constraint>().ToList();
        Assert.Equal(Enum.GetValues<ExplainedScalar>(), constraints.Select(c => c.Scalar).Distinct().Order());
        Assert.Equal(Enum.GetValues<PenaltyNorm>(), constraints.Select(c => c.Norm).Distinct().Order());
        Assert.Equal(Enum.GetValues<Reduction>(), constraints.Select(c => c.Reduction).Distinct().Order());
    }

    [Fact]
    public void Derivatives_of_operators_have_the_sizes_of_their_inputs()
    {
        foreach (var c in OperatorReference.Load().Cases)
        {
            Assert.Equal(c.Output.Items.Length, c.Cotangent.Length);
            Assert.Equal(c.Inputs.Select(i => i.Items.Length), c.First.Select(f => f.Length));
            Assert.Equal(c.Inputs.Select(i => i.Items.Length), c.Second.Select(f => f.Length));
            Assert.All(c.Inputs, i => Assert.Equal(i.Shape.Aggregate(1, (a, b) => a * b), i.Items.Length));
        }
    }

    private static double Penalty(RrrReference.Constraint constraint, double[] explanation, int[] mask, int rows)
    {
        var sum = explanation.Zip(mask, (g, m) => m * (constraint.Norm == PenaltyNorm.L2 ? g * g : Math.Abs(g))).Sum();
        return constraint.Reduction switch
        {
            Reduction.Sum => sum,
            Reduction.Mean => sum / rows,
            _ => sum / Math.Max(1, mask.Sum()),
        };
    }
}
