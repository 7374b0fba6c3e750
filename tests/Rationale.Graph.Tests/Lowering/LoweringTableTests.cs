using Rationale.Graph.Lowering;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Tests.Lowering;

/// <summary>Every operator that can stand in a schedule is lowered, and sizes that depend on the examples stay symbolic.</summary>
public sealed class LoweringTableTests
{
    /// <summary>Operators that never become instructions: they are places, views, expanded before, or products whose kernels take a packed matrix.</summary>
    private static readonly Type[] NeverInstructions =
        [typeof(InputOp), typeof(Operators.LabelsOp), typeof(ParameterOp), typeof(SharedInputOp), typeof(SettingOp), typeof(BatchSizeOp), typeof(ReshapeOp), typeof(GradientOp), typeof(ModuleOp), typeof(ConvolutionOp), typeof(ConvolutionInputGradientOp)];

    [Fact]
    public void Every_operator_has_a_lowering_or_never_becomes_an_instruction()
    {
        var operators = typeof(Operator).Assembly.GetTypes().Where(type => typeof(Operator).IsAssignableFrom(type) && !type.IsAbstract);

        Assert.Equal(
            operators.Select(type => type.Name).Order(StringComparer.Ordinal),
            LoweringTable.Operators.Concat(NeverInstructions).Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_unknown_operator_is_named() =>
        Assert.Contains("Unheard", Assert.Throws<NotSupportedException>(() => LoweringTable.Lower(
            new Instruction(new Unheard(), default, new Operand(Region.Tile, 0, Shape.Scalar, "t"), false, "t"))).Message);

    [Fact]
    public void A_size_of_a_value_of_each_example_is_a_multiple_of_the_examples()
    {
        Assert.Equal(new Extent(3, TimesExamples: true), Extent.From(Shape.PerExample(3, 2), 3));
        Assert.Equal(new Extent(3, TimesExamples: false), Extent.From(Shape.Unbatched(3, 2), 3));
        Assert.Equal((21, 3), (Extent.From(Shape.PerExample(3), 3).For(7), Extent.From(Shape.Unbatched(3), 3).For(7)));
    }

    [Fact]
    public void A_sum_over_the_batch_multiplies_along_the_examples_and_accumulates()
    {
        var (a, b) = (new Operand(Region.Tile, 0, Shape.PerExample(2, 5), "a"), new Operand(Region.Input, 0, Shape.PerExample(2, 4), "b"));
        var c = new Operand(Region.Accumulator, 8, Shape.Unbatched(5, 4), "c");
        var call = Assert.Single(LoweringTable.Lower(new Instruction(new MatMulOp(true, false), EquatableArray.Create(a, b), c, Accumulate: true, "aᵀ·b")));

        Assert.Equal(
            KernelCall.Create(
                "GemmKernels",
                "MultiplyTransposedLeft",
                new OperandArgument("a", a, IsWritten: false),
                new OperandArgument("b", b, IsWritten: false),
                new OperandArgument("c", c, IsWritten: true),
                new ExtentArgument("m", 5),
                new ExtentArgument("k", new Extent(2, TimesExamples: true)),
                new ExtentArgument("n", 4),
                new FlagArgument("accumulate", true)),
            call);
    }

    private sealed record Unheard : Operator
    {
        public override Shape InferShape(IReadOnlyList<Shape> inputs) => Shape.Scalar;

        public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [];
    }
}
