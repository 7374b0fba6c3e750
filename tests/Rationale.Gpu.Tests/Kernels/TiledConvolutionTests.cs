using Rationale.Gpu.Execution;
using Rationale.Gpu.Execution.Batch;
using Rationale.Gpu.Tests.Execution;
using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;

namespace Rationale.Gpu.Tests.Kernels;

/// <summary>Convolutions as products of gathered patches, with blocks of as many threads as on a GPU: every form against definitions, in sizes that no tile divides.</summary>
public class TiledConvolutionTests
{
    private static readonly GpuDevice Device = (TestDevice.Current.Kind == GpuKind.Emulated ? new GpuDevice(GpuKind.Emulated, 1) : TestDevice.Current) with { TilesAllConvolutions = true };

    private static readonly Dictionary<string, (int[] Image, ConvolutionOp Convolution)> Convolutions = new()
    {
        // 17 channels are more than are brought at a time; five examples have 30 windows each, which are two parts of the sum over them.
        ["2×3, padding 1"] = ([3, 4, 17], new(new Window(2, 3, 1, 1), 19)),
        ["2×2, stride 2, padding 1, channels in fours"] = ([9, 10, 4], new(new Window(2, 2, 2, 1), 36)),
        ["1×1, stride 2"] = ([5, 4, 3], new(new Window(1, 1, 2), 2)),
        ["2×2, stride 3"] = ([7, 5, 4], new(new Window(2, 2, 3), 8)),
        ["3×3, stride 2, padding 2, dilation 3"] = ([7, 8, 2], new(new Window(3, 3, 2, 2, 3), 3)),
        ["2×3, 2 groups"] = ([4, 5, 8], new(new Window(2, 3, 1, 1), 8, 2)),
    };

    public static TheoryData<string> Names => new(Convolutions.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_convolution_and_its_derivatives_are_those_of_the_definition(string name)
    {
        var (image, convolution) = Convolutions[name];
        var geometry = ConvolutionSizes.From(convolution, Shape.PerExample(image));
        Check(c => c.Builder.Apply(convolution, c.Batched(-1, 1, image), c.Whole(-1, 1, geometry.WeightLength)));
    }

    [Theory]
    [InlineData(5, 7)]
    [InlineData(8, 8)]
    public void Bias_rectifier_and_gate_are_those_of_the_definition(int channels, int filters)
    {
        var convolution = new ConvolutionOp(new Window(2, 2), filters);
        var geometry = ConvolutionSizes.From(convolution, Shape.PerExample(3, 3, channels));
        Node Convolve(CaseBuilder c) => c.Builder.Apply(convolution, c.Batched(-1, 1, 3, 3, channels), c.Whole(-1, 1, geometry.WeightLength));
        Check(c => (Convolve(c) + c.Whole(-1, 1, filters)).Relu() + (Convolve(c) + c.Whole(-1, 1, filters)) + Convolve(c).ReluBackward(c.Batched(-1, 1, 2, 2, filters), 0.2));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void A_residual_with_its_rectifier_and_its_gate_is_part_of_the_convolution(int channels)
    {
        var convolution = new ConvolutionOp(new Window(3, 3, 1, 1), channels);
        var derivative = Check(c =>
        {
            // What is added to the gradient must be something else than what the convolution's adjoint reads, since the sum stands where it stood.
            var (x, filters) = (c.Batched(-1, 1, 2, 2, channels).Tanh().Relu(), c.Whole(-1, 1, 9 * channels * channels));
            var y = c.Builder.Apply(convolution, x, filters).Tanh() + x;
            return (c.Builder.Apply(convolution, y, filters) + y).Relu().Tanh();
        });
        var schedule = Scheduler.Run(ModelPrograms.Compile(derivative.Graph(second: false)), derivative.ParameterLength);
        var calls = BatchProgram.Create(schedule, 5, call => call.Class == "ConvolutionKernels", isRepeated: false).Passes[^1].SelectMany(launch => launch.Calls).ToList();
        var joined = calls.Where(ConvolutionEndings.IsJoined).ToList();
        var all = string.Join("\n", calls.Select(call => $"{call}: {string.Join(" ", call.Arguments.OfType<OperandArgument>().Select(argument => $"{argument.Operand.Region} {argument.Operand.Offset}"))}"));
        Assert.True(joined.Exists(call => call.Arguments.Any(argument => argument.Parameter == ConvolutionEndings.Relu)), all);
        Assert.True(joined.Exists(call => call.Arguments.Any(argument => argument.Parameter == "gate")), all);
    }

    [Fact]
    public void A_step_is_that_of_finite_differences_and_has_the_same_bits_again()
    {
        var model = new ModelSpecification(
            "Image",
            EquatableArray.Create(5, 4, 4),
            EquatableArray.Create<Layer>(Convolution(8, 2, 1, 2), new ReluLayer(), Convolution(5, 2, 0, 1), new TanhLayer(), new FlattenLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)),
            Small.Classes(3),
            TaskLoss.With(Small.Sum),
            new TrainingDefaults());
        var graph = ModelPrograms.Training(model);
        using var run = new GpuRun<double>(graph, ModelSample.Create(model, 4, seed: 2), Device);
        var step = run.Run();
        Assert.Equal(step.All(), run.Run().All());

        // The derivative along a direction, so that every parameter counts.
        const double Distance = 1e-5;
        var random = new Random(3);
        double[] direction = [.. step.Gradients.Select(_ => (2 * random.NextDouble()) - 1)];
        var difference = (LossAt(Distance) - LossAt(-2 * Distance)) / (2 * Distance);
        var expected = step.Gradients.Zip(direction, (gradient, along) => gradient * along).Sum();
        Assert.Equal(expected, difference, 1e-6 * Math.Abs(expected));

        double LossAt(double by)
        {
            for (var i = 0; i < direction.Length; i++)
            {
                run.Parameters.Span[i] += by * direction[i];
            }

            return run.Run().Totals[ModelPrograms.Loss];
        }
    }

    [Fact]
    public void Launches_and_their_choice_follow_from_sizes()
    {
        var schedule = BenchmarkRows.Step(BenchmarkRows.All.Single(row => row.Name == "gpu-rrr-resnet-small").Model);
        var counts = StepCounts.WholeBatch(schedule, 64);

        // Three channels do not fill a tile; sixteen do. A batch of one image has too few pixels for the blocks of a card.
        Assert.True(counts.DirectConvolutions < counts.Convolutions / 20);
        Assert.True(counts.Tiled.Sum(tiles => tiles.Operations) < 1.2 * (counts.Convolutions - counts.DirectConvolutions));
        Assert.Empty(StepCounts.WholeBatch(schedule, 1).Tiled);
    }

    private static ConvLayer Convolution(int filters, int size, int padding, int stride) => new(filters, new Window(size, size, stride, padding), 1, true, Initialization.PyTorchDefault);

    /// <summary>A value and its derivatives, which are the adjoints of a convolution; their own derivatives are of the same three forms.</summary>
    private static DerivativeCase Check(Func<CaseBuilder, Node> build)
    {
        var derivative = new DerivativeCase(build);
        var graph = derivative.Graph(second: false);
        var expected = OracleRun.Run(graph, derivative.Sample).All();
        if (TestDevice.HasDoubleFunctions)
        {
            using var run = new GpuRun<double>(graph, derivative.Sample, Device);
            Near.Check(expected, run.Run().All(), 1e-10, "double:");
        }

        using var single = new GpuRun<float>(graph, derivative.Sample, Device);
        Near.Check(expected, single.Run().All(), 1e-5, "float:");
        return derivative;
    }
}
