using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Tests.Scheduling;

/// <summary>Costs against counts made by hand.</summary>
public class CostTests
{
    private const int Rows = 8;

    [Fact]
    public void A_product_with_bias_and_rectifier_counts_all_three()
    {
        // 5 → 3: 2·5·3 of the product, 3 of the bias, 3 of the rectifier; reads 5 an example, panels of 5 × 16 and 3 biases, writes 3 an example.
        var instruction = Single(builder => (Input(builder, 5).MatMul(Parameter(builder, 0, 5, 3)) + Parameter(builder, 15, 3)).Relu(), 18);

        Assert.Equal(new Cost(36 * Rows, (5 * Rows) + 80 + 3, 3 * Rows), Cost.Compute(instruction, Rows));
        Assert.Equal(new Cost(36 * Rows, (5 * Rows) + (2 * (80 + 3)), 3 * Rows), Cost.Compute(instruction, Rows, calls: 2));
    }

    [Fact]
    public void A_weight_gradient_is_read_and_written_in_each_tile()
    {
        var builder = new GraphBuilder();
        var gradient = Input(builder, 5).MatMul(builder.Input("other", Shape.PerExample(3)), transposeLeft: true, transposeRight: false);
        var instruction = Schedule(new Output("w", OutputKind.Gradient, gradient), 15).Passes[0].Tile.Single();

        Assert.Equal(new Cost(30 * Rows, (8 * Rows) + (2 * 15), 2 * 15), Cost.Compute(instruction, Rows, calls: 2));
    }

    [Fact]
    public void A_convolution_and_its_adjoints_cost_the_same()
    {
        // 8×8×4 → 8×8×6 with 3×3 filters in 2 groups: each of 384 results is a product over 9·2 elements.
        var convolution = new ConvolutionOp(new Window(3, 3, Padding: 1), Filters: 6, Groups: 2);
        var (image, result, filters) = (Shape.PerExample(8, 8, 4), Shape.PerExample(8, 8, 6), Shape.Unbatched(2, 3, 3, 2, 3));
        const long expected = 2 * 384 * 18;

        Assert.Equal(expected, convolution.Operations([image, filters], result));
        Assert.Equal(expected, new ConvolutionInputGradientOp(convolution, image).Operations([result, filters], image));
        Assert.Equal(expected, new ConvolutionWeightGradientOp(convolution, filters).Operations([image, result], filters));
        Assert.Equal(expected + (2 * 384), ((LoweredOp)new PanelConvolutionOp(ConvolutionSizes.From(convolution, image), Epilogue.BiasRelu)).Operations([image, filters], result));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Products_in_pairs_count_each_pair(bool transposeLeft, bool transposeRight)
    {
        // Three pairs of 4×5 and 5×6.
        var (left, right) = (transposeLeft ? Shape.PerExample(3, 5, 4) : Shape.PerExample(3, 4, 5), transposeRight ? Shape.PerExample(3, 6, 5) : Shape.PerExample(3, 5, 6));
        Assert.Equal(2 * 3 * 4 * 5 * 6, new BatchedMatMulOp(transposeLeft, transposeRight).Operations([left, right], Shape.PerExample(3, 4, 6)));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Whole_products_count_alike_whichever_side_is_transposed(bool transposeLeft, bool transposeRight)
    {
        var (left, right) = (transposeLeft ? Shape.Unbatched(5, 4) : Shape.Unbatched(4, 5), transposeRight ? Shape.Unbatched(6, 5) : Shape.Unbatched(5, 6));
        Assert.Equal(2 * 4 * 5 * 6, new MatMulOp(transposeLeft, transposeRight).Operations([left, right], Shape.Unbatched(4, 6)));
    }

    [Fact]
    public void Moving_elements_costs_no_arithmetic()
    {
        Assert.Equal(0, new CopyOp().Operations([Shape.PerExample(5)], Shape.PerExample(5)));
        Assert.Equal(0, new SliceOp(0, 0, 2).Operations([Shape.PerExample(5)], Shape.PerExample(2)));
        Assert.Equal(0, new BroadcastOp(Shape.PerExample(5)).Operations([Shape.Scalar], Shape.PerExample(5)));
        Assert.Equal(0, new PackPanelsOp(5, 3, false).Operations([Shape.Unbatched(5, 3)], Shape.Unbatched(80)));
    }

    [Fact]
    public void Everything_else_counts_its_largest_operand()
    {
        Assert.Equal(5, new ExpOp().Operations([Shape.PerExample(5)], Shape.PerExample(5)));
        Assert.Equal(10, new SumToOp(Shape.PerExample(2, 1)).Operations([Shape.PerExample(2, 5)], Shape.PerExample(2, 1)));
        Assert.Equal(50, new LogSoftmaxOp().Operations([Shape.PerExample(10)], Shape.PerExample(10)));
        Assert.Equal(10, new SumOfSquaresOp().Operations([Shape.PerExample(5)], Shape.Scalar));
    }

    [Fact]
    public void A_plain_perceptron_costs_three_products_less_the_one_that_nobody_needs()
    {
        var model = new ModelSpecification(
            "Plain", EquatableArray.Create(40), EquatableArray.Create<Layer>(new DenseLayer(30, true, Initialization.PyTorchDefault), new Models.ReluLayer(), new DenseLayer(20, true, Initialization.PyTorchDefault)),
            new ClassifierTask(20, Reduction.Sum), TaskLoss.With(), new TrainingDefaults());
        var schedule = Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), 40 * 30 + 30 + 30 * 20 + 20);

        // Forward and weights of both layers, the input's gradient of the second only.
        var products = 2L * ((2 * 40 * 30) + (3 * 30 * 20)) * Rows;
        Assert.InRange(Cost.Compute(schedule, Rows).Operations, products, products + (20 * (30 + 20) * Rows) + 2000);
    }

    private static Node Input(GraphBuilder builder, int width) => builder.Input("features", Shape.PerExample(width));

    private static Node Parameter(GraphBuilder builder, int offset, params int[] shape) => builder.Apply(new ParameterOp($"p{offset}", offset, Shape.Unbatched(shape)));

    private static Instruction Single(Func<GraphBuilder, Node> value, int parameters) =>
        Schedule(new Output("value", OutputKind.PerExample, value(new GraphBuilder())), parameters).Passes[0].Tile.Single();

    private static Schedule Schedule(Output output, int parameters) => Scheduler.Run(ModelPrograms.Compile(new ComputationGraph([output])), parameters);
}
