namespace Rationale.Graph.Models;

/// <summary>The networks of a self-explaining model whose author declares none: small ones for tables, two convolutions for images as in the paper's table of architectures.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class DefaultNetworks
{
    private const int Narrow = 10;
    private const int Wide = 20;
    private const int Hidden = 64;

    /// <summary>Layers from features to concepts.</summary>
    public static EquatableArray<Layer> Encoder(EquatableArray<int> input, int concepts) => Towards(input, concepts);

    /// <summary>Layers from concepts to features.</summary>
    public static EquatableArray<Layer> Decoder(EquatableArray<int> input)
    {
        var features = input.Aggregate(1, (product, extent) => product * extent);
        return EquatableArray.Create<Layer>(Dense(Math.Min(2 * Hidden, Math.Max(8, features))), new ReluLayer(), Dense(features));
    }

    /// <summary>Layers from features to relevances.</summary>
    public static EquatableArray<Layer> Relevance(EquatableArray<int> input, int concepts, int classes) => Towards(input, checked(concepts * classes));

    private static EquatableArray<Layer> Towards(EquatableArray<int> input, int units)
    {
        var small = new Window(3, 3, 1, 1);
        return input.Count == 3 && input[0] >= 16 && input[1] >= 16 ? Images(new Window(5, 5), units)
            : input.Count == 3 && input[0] >= 4 && input[1] >= 4 ? Images(small, units)
            : new EquatableArray<Layer>([.. input.Count == 1 ? [] : new Layer[] { new FlattenLayer() }, Dense(Hidden), new TanhLayer(), Dense(Hidden), new TanhLayer(), Dense(units)]);
    }

    private static EquatableArray<Layer> Images(Window window, int units) => EquatableArray.Create<Layer>(
        new ConvLayer(Narrow, window, 1, true, Initialization.PyTorchDefault),
        new MaxPoolLayer(new Window(2, 2, 2)),
        new ReluLayer(),
        new ConvLayer(Wide, window, 1, true, Initialization.PyTorchDefault),
        new MaxPoolLayer(new Window(2, 2, 2)),
        new ReluLayer(),
        new FlattenLayer(),
        Dense(units));

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);
}
