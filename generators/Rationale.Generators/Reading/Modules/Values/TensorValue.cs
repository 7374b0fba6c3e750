using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// A tensor at one point of a forward pass: the layers that lead to it from the example. TorchSharp's images are channels first, ours channels last, so a value knows in which
/// of the two layouts it stands; a permutation is added only where the other one is needed, and the way back leads to the same value.
/// </summary>
internal sealed class TensorValue : Value
{
    private readonly Storage _storage;
    private readonly int _version;
    private TensorValue? _turned;

    private TensorValue(TensorValue? source, Layer? layer, EquatableArray<int> inner, bool channelsLast, Storage storage, IReadOnlyList<LayerCall> calls)
    {
        (Source, Layer, Inner, ChannelsLast, Calls) = (source, layer, inner, channelsLast && inner.Count > 1, calls);
        (_storage, _version) = (storage, storage.Version);
        if (inner.Aggregate(1.0, (product, extent) => product * extent) > int.MaxValue)
        {
            throw new ShapeException($"gives examples of shape {ShapeException.Format(inner)}, more values than a buffer can hold");
        }
    }

    /// <inheritdoc/>
    public override string Kind => "a tensor";

    /// <summary>The value that the last layer takes; null for the example itself.</summary>
    public TensorValue? Source { get; }

    /// <summary>The last layer; null for the example itself.</summary>
    public Layer? Layer { get; }

    /// <summary>The most layers of a value, those within others counted: two branches that share a part hold it twice, so that their number may double with every sum.</summary>
    public const int MaxLayers = 4096;

    /// <summary>The layers that the last one stands for, itself included.</summary>
    public int Size { get; private init; } = 1;

    /// <summary>Shape of an example as the layers see it.</summary>
    public EquatableArray<int> Inner { get; }

    /// <summary>Whether channels stand last in <see cref="Inner"/> and first in <see cref="Shape"/>.</summary>
    public bool ChannelsLast { get; }

    /// <summary>The calls that the last layer stands for, in the order of its parameters.</summary>
    public IReadOnlyList<LayerCall> Calls { get; }

    /// <summary>Shape of an example as TorchSharp sees it, without the batch.</summary>
    public EquatableArray<int> Shape => ChannelsLast ? new EquatableArray<int>(Inner.Take(Inner.Count - 1).Prepend(Inner[Inner.Count - 1])) : Inner;

    /// <summary>Whether an operation in place has put other numbers in its place.</summary>
    public bool IsOverwritten => _version != _storage.Version;

    /// <summary>The input of the model.</summary>
    public static TensorValue Row(EquatableArray<int> shape) => new(null, null, shape, false, new Storage(), []);

    /// <summary>The same tensor in TorchSharp's layout.</summary>
    public TensorValue Plain() => ChannelsLast ? Turn() : this;

    /// <summary>The same tensor with channels last; needs two dimensions or more.</summary>
    public TensorValue Images() => ChannelsLast || Inner.Count < 2 ? this : Turn();

    /// <summary>What a layer makes of it.</summary>
    /// <param name="layer">The layer, in the layout of this value.</param>
    /// <param name="call">The call that it stands for, if it has parameters.</param>
    /// <exception cref="ShapeException">The layer cannot take such examples.</exception>
    public TensorValue Then(Layer layer, LayerCall? call = null) =>
        new(this, layer, layer.OutputShape(Inner), ChannelsLast, new Storage(), call is null ? [] : [call]);

    /// <summary>The same numbers under another shape, in the same memory where TorchSharp gives a view.</summary>
    public TensorValue View(Layer layer) => new(this, layer, layer.OutputShape(Inner), false, _storage, []);

    /// <summary>The result of an operation that overwrites this value.</summary>
    public TensorValue OverwrittenBy(TensorValue result)
    {
        _storage.Overwrite();
        return new TensorValue(result.Source, result.Layer, result.Inner, result.ChannelsLast, _storage, result.Calls) { Size = result.Size };
    }

    /// <summary>One layer that stands for two branches from a value up to two others.</summary>
    public static TensorValue Join(TensorValue origin, Layer layer, TensorValue result, IReadOnlyList<TensorValue> steps) =>
        Join(origin, layer, result.Inner, result.ChannelsLast, steps);

    /// <summary>One layer that stands for two branches from a value, whose result has a shape of its own.</summary>
    public static TensorValue Join(TensorValue origin, Layer layer, EquatableArray<int> inner, bool channelsLast, IReadOnlyList<TensorValue> steps) =>
        new(origin, layer, inner, channelsLast, new Storage(), [.. steps.SelectMany(step => step.Calls)]) { Size = 1 + SizeOf(steps) };

    /// <summary>The layers of several steps, those within others counted.</summary>
    /// <exception cref="ShapeException">There are too many.</exception>
    public static int SizeOf(IEnumerable<TensorValue> steps) => steps.Sum(step => (long)step.Size) is <= MaxLayers and var size
        ? (int)size
        : throw new ShapeException($"stands for more than {MaxLayers} layers");

    /// <summary>The steps from another value to this one, in order; the other must be this one or come before it.</summary>
    public IReadOnlyList<TensorValue> Since(TensorValue? origin)
    {
        var steps = new List<TensorValue>();
        for (var step = this; step != origin && step.Source is not null; step = step.Source)
        {
            steps.Add(step);
        }

        steps.Reverse();
        return steps;
    }

    private TensorValue Turn()
    {
        if (_turned is null)
        {
            var axes = Enumerable.Range(0, Inner.Count);
            var order = ChannelsLast ? axes.Take(Inner.Count - 1).Prepend(Inner.Count - 1) : axes.Skip(1).Append(0);
            var layer = new PermuteLayer(new EquatableArray<int>(order));
            _turned = new TensorValue(this, layer, layer.OutputShape(Inner), !ChannelsLast, _storage, []) { _turned = this };
        }

        return _turned;
    }
}
