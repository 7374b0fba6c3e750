using Rationale.Generators.Emission.Embedded;
using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Tests.Emission;

/// <summary>Every operator that can stand in a schedule can be written.</summary>
public sealed class OperatorTableTests
{
    /// <summary>Operators that never become instructions: they are places, views, expanded before, or products whose kernels take a packed matrix.</summary>
    private static readonly Type[] NeverInstructions =
        [typeof(Input), typeof(Labels), typeof(Parameter), typeof(Setting), typeof(BatchRows), typeof(Reshape), typeof(Gradient), typeof(Convolution), typeof(ConvolutionInputGradient)];

    [Fact]
    public void Every_operator_has_a_statement_or_never_becomes_an_instruction()
    {
        var operators = typeof(Operator).Assembly.GetTypes().Where(type => typeof(Operator).IsAssignableFrom(type) && !type.IsAbstract);

        Assert.Equal(
            operators.Select(type => type.Name).Order(StringComparer.Ordinal),
            OperatorTable.Operators.Concat(NeverInstructions).Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_unknown_operator_is_named() =>
        Assert.Contains("Unheard", Assert.Throws<NotSupportedException>(() => OperatorTable.Write(
            new Instruction(new Unheard(), default, new Operand(Region.Tile, 0, Shape.Scalar, "t"), false, "t"), null!)).Message);

    private sealed record Unheard : Operator
    {
        public override Shape InferShape(IReadOnlyList<Shape> inputs) => Shape.Scalar;

        public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [];
    }
}
