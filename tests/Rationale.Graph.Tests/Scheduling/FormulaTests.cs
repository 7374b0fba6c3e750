using Rationale.Graph.Operators;

namespace Rationale.Graph.Tests.Scheduling;

/// <summary>The mathematics of operators, as comments in generated code show it.</summary>
public sealed class FormulaTests
{
    [Theory]
    [InlineData(1 / 36.0, 0, "t / 36")]
    [InlineData(-1 / 36.0, 0, "−t / 36")]
    [InlineData(1 / 6.0, -1, "t / 6 − 1")]
    [InlineData(-1 / 6.0, 2, "2 − t / 6")]
    [InlineData(0.25, 0, "0.25·t")]
    [InlineData(2 / 3.0, 0, "0.6666666666666666·t")]
    [InlineData(36, 0, "36·t")]
    [InlineData(-1, 0, "−t")]
    public void Fractions_of_one_are_quotients(double scale, double shift, string formula) => Assert.Equal(formula, new AffineOp(scale, shift).Format(["t"]));

    [Fact]
    public void A_gradient_is_in_brackets_where_a_power_or_a_transpose_would_read_as_that_of_its_denominator()
    {
        Assert.Equal("(∂a/∂b)²", new SquareOp().Format(["∂a/∂b"]));
        Assert.Equal("t²", new SquareOp().Format(["t"]));
        Assert.Equal("(∂a/∂b)ᵀ·∂c/∂d", new MatMulOp(true, false).Format(["∂a/∂b", "∂c/∂d"]));
        Assert.Equal("h·(log p)ᵀ, per example", new BatchedMatMulOp(false, true).Format(["h", "log p"]));
        Assert.Equal("1 / (∂a/∂b)", new ReciprocalOp().Format(["∂a/∂b"]));
        Assert.Equal("∂a/∂b ⊙ t", new MultiplyOp().Format(["∂a/∂b", "t"]));
    }
}
