using System.Text.Json;
using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Tests.Attribution;
using Rationale.Tests.Models;
using Rationale.Tests.Reference;

namespace Rationale.Tests.Counterfactuals;

/// <summary>The network and the pairs of dac.json; see tests/reference/README.md.</summary>
internal static class DacCase
{
    public static JsonElement File { get; } = ReferenceFile.Read("dac.json");

    public static IReadOnlyList<int> Shape { get; } = [12, 12, 2];

    public static JsonElement[] PairsJson { get; } = [.. File.GetProperty("pairs").EnumerateArray()];

    public static CounterfactualPairs Pairs { get; } = CounterfactualPairs.Create(
        Images("real"),
        Images("counterfactual"),
        [.. PairsJson.Select(pair => pair.GetProperty("from").GetInt32())],
        [.. PairsJson.Select(pair => pair.GetProperty("to").GetInt32())]);

    public static Model Model()
    {
        var model = Rationale.Model.Interpret(Specification);
        File.GetProperty("network").GetProperty("parameters").Singles().CopyTo(model.Runtime.Parameters);
        return model;
    }

    public static ModelSpecification Specification { get; } = Small.Create(1, Small.Classes(3)) with
    {
        InputShape = EquatableArray.Create(12, 12, 2),
        Layers = new EquatableArray<Layer>(
        [
            new ConvLayer(4, new Window(3, 3, 1, 1), 1, true, Initialization.PyTorchDefault),
            new ReluLayer(),
            new MaxPoolLayer(new Window(2, 2, 2)),
            new ConvLayer(5, new Window(3, 3, 1, 1), 1, true, Initialization.PyTorchDefault),
            new LeakyReluLayer(0.1),
            new FlattenLayer(),
            new DenseLayer(6, true, Initialization.PyTorchDefault),
            new TanhLayer(),
            new DenseLayer(3, true, Initialization.PyTorchDefault),
        ]),
    };

    public static void Near(double[] expected, IEnumerable<float> found, double tolerance) => Tests.Execution.Near.Check(expected, [.. found.Select(value => (double)value)], tolerance);

    private static FeatureMatrix Images(string name) => FeatureMatrix.FromArray([.. PairsJson.SelectMany(pair => pair.GetProperty(name).Singles())], 12 * 12 * 2);
}
