using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Scheduling;
using Rationale.Tests.Models;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>The training steps of the benchmark's rows <c>gpu-…</c>, lowered as for a device: the models of <c>benchmarks/Rationale.Benchmarks/Models.cs</c>.</summary>
internal static class BenchmarkRows
{
    /// <summary>Name, examples of a batch, the microseconds that are asked, and the model.</summary>
    public static IReadOnlyList<(string Name, int Batch, int Asked, ModelSpecification Model)> All { get; } =
    [
        ("gpu-rrr-2-50-30-2", 256, 25, Perceptron(2, 50, 30, 2)),
        ("gpu-rrr-30-64-64-2", 64, 30, Perceptron(30, 64, 64, 2)),
        ("gpu-rrr-784-50-30-10", 256, 110, Perceptron(784, 50, 30, 10)),
        ("gpu-rrr-784-512-256-10", 256, 160, Perceptron(784, 512, 256, 10)),
        ("gpu-rrr-784-4096-4096-10", 4096, 20_000, Perceptron(784, 4096, 4096, 10)),
        ("gpu-rrr-conv", 128, 400, Create([28, 28, 1], Conv(10, 5), Pool, Relu, Conv(20, 5), Pool, Relu, new FlattenLayer(), Dense(50), Relu, Dense(10))),
        ("gpu-rrr-resnet-small", 64, 2_500, Residual),
        ("gpu-rrr-transformer", 64, 1_000, Transformer),
    ];

    private static Layer Relu => new ReluLayer();

    private static Layer Pool => new MaxPoolLayer(new Window(2, 2, 2));

    private static ModelSpecification Residual => Create(
        [32, 32, 3],
        [
            Conv(16, 3, 1, 1, bias: false), Frozen, Relu,
            Block(16), Relu, Block(16), Relu, Block(32, 2), Relu, Block(32), Relu, Block(64, 2), Relu, Block(64), Relu,
            new GlobalAveragePoolLayer(), Dense(10),
        ]);

    private static ModelSpecification Transformer => Create(
        [32, 16], new LastAxisDenseLayer(64, true, Initialization.PyTorchDefault), new PositionalEmbeddingLayer(), Mixing, Thinking, Mixing, Thinking, new LayerNormLayer(1e-5), new GlobalAveragePoolLayer(), Dense(10));

    private static Layer Frozen => new BatchNormLayer(0.1, 1e-5, true);

    private static Layer Mixing => new ResidualLayer("Mixing", EquatableArray.Create<Layer>(new LayerNormLayer(1e-5), new AttentionLayer(4, false, true, Initialization.XavierUniform)));

    private static Layer Thinking => new ResidualLayer(
        "Thinking", EquatableArray.Create(new LayerNormLayer(1e-5), new LastAxisDenseLayer(128, true, Initialization.PyTorchDefault), Relu, new LastAxisDenseLayer(64, true, Initialization.PyTorchDefault)));

    /// <summary>The program of a training step.</summary>
    public static Schedule Step(ModelSpecification model) => Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: true).ParameterLength);

    private static ModelSpecification Perceptron(params int[] sizes) => Create([sizes[0]], [.. sizes[1..^1].SelectMany(units => new[] { Dense(units), Relu }), Dense(sizes[^1])]);

    private static ModelSpecification Create(int[] shape, params Layer[] layers) => new(
        "Row", new EquatableArray<int>(shape), new EquatableArray<Layer>(layers), new ClassifierTask(((DenseLayer)layers[^1]).Units, Reduction.Sum), TaskLoss.With(Small.Sum), new TrainingDefaults());

    private static Layer Dense(int units) => new DenseLayer(units, true, Initialization.PyTorchDefault);

    private static Layer Conv(int filters, int size, int padding = 0, int stride = 1, bool bias = true) => new ConvLayer(filters, new Window(size, size, stride, padding), 1, bias, Initialization.PyTorchDefault);

    private static Layer Block(int filters, int stride = 1) => new ResidualLayer(
        $"Block{filters}", EquatableArray.Create(Conv(filters, 3, 1, stride, bias: false), Frozen, Relu, Conv(filters, 3, 1, 1, bias: false), Frozen));
}
