using System.Text.Json;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Oracle;

namespace Rationale.Tests.Reference;

/// <summary>One network of convolution.json, sequence.json or norms.json as a model specification and the numbers of its batch.</summary>
internal sealed class ImageNetwork
{
    public ImageNetwork(JsonElement json)
    {
        var constraint = json.GetProperty("constraint");
        var classes = json.GetProperty("classes").GetInt32();
        Expected = json.GetProperty("expected");
        Model = new ModelSpecification(
            json.GetProperty("name").GetString()!,
            new EquatableArray<int>(json.GetProperty("image").Integers()),
            Layers(json.GetProperty("layers")),
            new ClassifierTask(classes, Reduction.Sum),
            TaskLoss.With(new ExplanationPenalty(
                constraint.GetProperty("weight").GetDouble(),
                0,
                EveryTarget.Parse(constraint.GetProperty("scalar").GetString()!),
                Enum.Parse<PenaltyNorm>(constraint.GetProperty("norm").GetString()!),
                Enum.Parse<Reduction>(constraint.GetProperty("reduction").GetString()!))),
            new TrainingDefaults());
        Sample = new Sample(
            json.GetProperty("rows").GetInt32(),
            new Dictionary<string, double[]> { ["features"] = json.GetProperty("inputs").Doubles(), ["annotations"] = json.GetProperty("mask").Doubles() },
            json.GetProperty("labels").Integers(),
            new Dictionary<string, double> { [ExplanationPenalty.Key] = Model.Find<ExplanationPenalty>()!.Weight },
            json.GetProperty("parameters").Doubles());
    }

    public ModelSpecification Model { get; }

    public Sample Sample { get; }

    public JsonElement Expected { get; }

    private static EquatableArray<Layer> Layers(JsonElement layers) => new(layers.EnumerateArray().Select(Layer));

    private static Layer Layer(JsonElement json)
    {
        int Integer(string name, int otherwise) => json.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;
        return json.GetProperty("layer").GetString() switch
        {
            "Conv" => new ConvLayer(
                Integer("filters", 0), Window(), Integer("groups", 1), Flag("bias", true), Initialization.PyTorchDefault),
            "ConvTranspose" => new ConvTransposeLayer(Integer("filters", 0), Window(), Integer("outputPadding", 0), Integer("groups", 1), true, Initialization.PyTorchDefault),
            "Embedding" => new EmbeddingLayer(Integer("vocabulary", 0), Integer("width", 0)),
            "PositionalEmbedding" => new PositionalEmbeddingLayer(),
            "LastAxisDense" => new LastAxisDenseLayer(Integer("units", 0), true, Initialization.PyTorchDefault),
            "Attention" => new AttentionLayer(Integer("heads", 0), Flag("causal", false), Flag("bias", true), Initialization.XavierUniform),
            "Reshape" => new ReshapeLayer(new EquatableArray<int>(json.GetProperty("shape").Integers())),
            "Permute" => new PermuteLayer(new EquatableArray<int>(json.GetProperty("order").Integers())),
            "Resize" => new ResizeLayer(Integer("height", 0), Integer("width", 0), Kind()),
            "Upsample" => new UpsampleLayer(Integer("scale", 0), Kind()),
            "AdaptiveAveragePool" => new AdaptiveAveragePoolLayer(Integer("height", 0), Integer("width", 0)),
            "AdaptiveMaxPool" => new AdaptiveMaxPoolLayer(Integer("height", 0), Integer("width", 0)),
            "Gelu" => new GeluLayer(),
            "MaxPool" => new MaxPoolLayer(Window()),
            "AveragePool" => new AveragePoolLayer(Window()),
            "GlobalAveragePool" => new GlobalAveragePoolLayer(),
            "LayerNorm" => new LayerNormLayer(json.GetProperty("epsilon").GetDouble()),
            "BatchNorm" => new BatchNormLayer(json.GetProperty("momentum").GetDouble(), json.GetProperty("epsilon").GetDouble(), Flag("frozen", false)),
            "InstanceNorm" => new InstanceNormLayer(json.GetProperty("epsilon").GetDouble(), Flag("affine", false)),
            "Residual" => new ResidualLayer("Block", Layers(json.GetProperty("layers"))),
            "Dense" => new DenseLayer(Integer("units", 0), true, Initialization.PyTorchDefault),
            "Flatten" => new FlattenLayer(),
            "Relu" => new ReluLayer(),
            "Tanh" => new TanhLayer(),
            var other => throw new InvalidDataException($"unknown layer '{other}'"),
        };

        bool Flag(string name, bool otherwise) => json.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;

        ResizeKind Kind() => Enum.Parse<ResizeKind>(json.GetProperty("kind").GetString()!);

        Window Window()
        {
            var size = json.GetProperty("size").Integers();
            return new Window(size[0], size[1], Integer("stride", 1), Integer("padding", 0), Integer("dilation", 1));
        }
    }
}
