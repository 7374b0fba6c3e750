using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// A tensor at one point of a forward pass: what gave it, and from which tensors. TorchSharp's images are channels first, ours channels last, so a value knows in which
/// of the two layouts it stands; a permutation is added only where the other one is needed, and the way back leads to the same value.
/// </summary>
internal sealed class TensorValue : Value
{
    /// <summary>The most layers of a forward pass.</summary>
    public const int MaxLayers = 4096;

    /// <summary>In the place of the batch's dimension: there is none, as in a parameter.</summary>
    public const int NoBatch = -1;

    private readonly Storage _storage;
    private readonly int _version;
    private readonly int _depth;
    private TensorValue? _turned;
    private SyntaxNode? _roundedAt;

    private TensorValue(IReadOnlyList<TensorValue> inputs, EquatableArray<int> inner, bool channelsLast, Storage storage)
    {
        (Inputs, Inner, ChannelsLast) = (inputs, inner, channelsLast && inner.Count > 1);
        (_storage, _version) = (storage, storage.Version);
        var known = inputs.Where(input => input.DependsOnExample).ToList();
        Source = known.Count > 0 ? known.Aggregate(CommonSource) : null;
        DependsOnExample = known.Count > 0;
        _depth = Source is null ? 0 : Source._depth + 1;
        if (inner.Aggregate(1.0, (product, extent) => product * extent) > int.MaxValue)
        {
            throw new ShapeException($"gives examples of shape {ShapeException.Format(inner)}, more values than a buffer can hold");
        }
    }

    /// <inheritdoc/>
    public override string Kind => "a tensor";

    /// <summary>The tensors from which it was made; none for the example itself and for constants.</summary>
    public IReadOnlyList<TensorValue> Inputs { get; }

    /// <summary>The last value through which every way from the example leads; null for the example itself and for constants.</summary>
    public TensorValue? Source { get; }

    /// <summary>The layer that gave it; null where none did.</summary>
    public Layer? Layer { get; private init; }

    /// <summary>How it was made of two tensors; null where it was not.</summary>
    public Join? Join { get; private init; }

    /// <summary>The number that it holds everywhere; null where it is no constant.</summary>
    public double? Everywhere { get; private init; }

    /// <summary>The tensor of the module that it is; null where it is none.</summary>
    public TensorField? Field { get; private init; }

    /// <summary>Whether it holds the same known number everywhere, and has no batch.</summary>
    public bool IsUniform => Everywhere is not null && BatchAxis == NoBatch;

    /// <summary>From what a parameter of these numbers would start, where only the running module knows them; null where it is known or does not matter.</summary>
    public (InitializerKind Kind, double Scale)? Start { get; private init; }

    /// <summary>Whether it has the numbers of its only input, in another memory or with the batch elsewhere.</summary>
    public bool IsAlias => Layer is null && Join is null && Inputs.Count == 1;

    /// <summary>The call that the layer stands for, if it has parameters or draws random numbers.</summary>
    public LayerCall? Call { get; private init; }

    /// <summary>Whether it is the example, or computed from it.</summary>
    public bool DependsOnExample { get; private init; }

    /// <summary>Shape of an example as the layers see it.</summary>
    public EquatableArray<int> Inner { get; }

    /// <summary>Whether channels stand last in <see cref="Inner"/> and first in <see cref="Shape"/>.</summary>
    public bool ChannelsLast { get; }

    /// <summary>Whether it is the example as integers, which are token ids: a lookup takes them, and nothing else.</summary>
    public bool IsRounded => _roundedAt is not null;

    /// <summary>Which dimension of TorchSharp's tensor the batch is: 1 for a sequence as attention and recurrent modules take it, <see cref="NoBatch"/> for what has none.</summary>
    public int BatchAxis { get; private init; }

    /// <summary>Shape of an example as TorchSharp sees it, without the batch.</summary>
    public EquatableArray<int> Shape => ChannelsLast ? new EquatableArray<int>(Inner.Take(Inner.Count - 1).Prepend(Inner[Inner.Count - 1])) : Inner;

    /// <summary>Whether an operation in place has put other numbers in its place.</summary>
    public bool IsOverwritten => _version != _storage.Version;

    /// <summary>The input of the model.</summary>
    public static TensorValue Row(EquatableArray<int> shape) => new([], shape, false, new Storage()) { DependsOnExample = true };

    /// <summary>The same number everywhere.</summary>
    public static TensorValue Constant(double value, EquatableArray<int> shape, int batchAxis) => new([], shape, false, new Storage()) { Everywhere = value, BatchAxis = batchAxis };

    /// <summary>What a field of the module holds.</summary>
    public static TensorValue Of(TensorField field, LayerCall call) => new([], field.Shape, false, new Storage()) { Field = field, Call = call, BatchAxis = NoBatch };

    /// <summary>Numbers that only the running module knows.</summary>
    public static TensorValue Drawn(EquatableArray<int> shape, InitializerKind kind, double scale) => new([], shape, false, new Storage()) { Start = (kind, scale), BatchAxis = NoBatch };

    /// <summary>Number of dimensions of TorchSharp's tensor.</summary>
    public int Rank => Shape.Count + (BatchAxis == NoBatch ? 0 : 1);

    /// <summary>Refuses a tensor whose first dimension is not the batch.</summary>
    public void RequireBatchFirst(SyntaxNode at)
    {
        if (BatchAxis != 0)
        {
            throw new NotUnderstoodException(RuleIds.BatchMixed, at, BatchAxis == NoBatch
                ? "gets a tensor without a batch, such as a parameter, where examples are needed; combine it with examples first, by an operator, matmul or expand"
                : $"gets a tensor whose dimension {BatchAxis} is the batch; bring the batch to the front first, by transpose(0, {BatchAxis})");
        }
    }

    /// <summary>The same tensor in TorchSharp's layout.</summary>
    public TensorValue Plain() => ChannelsLast ? Turn() : this;

    /// <summary>The same tensor with channels last; needs two dimensions or more.</summary>
    public TensorValue Images() => ChannelsLast || Inner.Count < 2 ? this : Turn();

    /// <summary>What a layer makes of it.</summary>
    /// <param name="layer">The layer, in the layout of this value.</param>
    /// <param name="call">The call that it stands for, if it has parameters.</param>
    /// <exception cref="ShapeException">The layer cannot take such examples.</exception>
    public TensorValue Then(Layer layer, LayerCall? call = null) => IsRounded ? throw NoLookup(this)
        : new([this], layer.OutputShape(Inner), ChannelsLast, new Storage()) { Layer = layer, Call = call, BatchAxis = BatchAxis };

    /// <summary>The same numbers under another shape, in the same memory where TorchSharp gives a view.</summary>
    public TensorValue View(Layer layer) => IsRounded ? throw NoLookup(this)
        : new([this], layer.OutputShape(Inner), false, _storage) { Layer = layer, BatchAxis = BatchAxis };

    /// <summary>The same numbers in the same memory, with the batch as another dimension of TorchSharp's tensor.</summary>
    public TensorValue WithBatch(int axis) => axis == BatchAxis ? this : new([this], Inner, ChannelsLast, _storage) { BatchAxis = axis, _roundedAt = _roundedAt };

    /// <summary>The example as integers.</summary>
    public TensorValue Rounded(SyntaxNode at) => Example is null
        ? throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at, "rounds what was computed to integers, which has no gradient")
        : new([this], Inner, ChannelsLast, _storage) { BatchAxis = BatchAxis, _roundedAt = at };

    /// <summary>The same numbers in memory of their own.</summary>
    public TensorValue Copied() => new([this], Inner, ChannelsLast, new Storage()) { BatchAxis = BatchAxis, _roundedAt = _roundedAt };

    /// <summary>The input of the model of which it has the numbers, perhaps as integers or with the batch elsewhere; null where it was computed.</summary>
    public TensorValue? Example => !DependsOnExample ? null : Inputs.Count == 0 ? this : IsAlias ? Inputs[0].Example : null;

    /// <summary>The result of an operation that overwrites this value.</summary>
    public TensorValue OverwrittenBy(TensorValue result)
    {
        _storage.Overwrite();
        return new([result], result.Inner, result.ChannelsLast, _storage) { BatchAxis = result.BatchAxis };
    }

    /// <summary>What is made of two tensors in the same layout.</summary>
    /// <param name="join">How.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <param name="inner">Shape of an example as the layers see it.</param>
    public static TensorValue Joined(Join join, TensorValue left, TensorValue right, EquatableArray<int> inner) => left.IsRounded || right.IsRounded ? throw NoLookup(left.IsRounded ? left : right)
        : new([left, right], inner, left.ChannelsLast, new Storage()) { Join = join, BatchAxis = left.BatchAxis };

    /// <summary>The values from another one to this one through which every way leads, in order; the other must be this one or come before it.</summary>
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

    private static NotUnderstoodException NoLookup(TensorValue rounded) =>
        new(RuleIds.CallNotUnderstood, rounded._roundedAt!, "rounds the example to integers, which only a lookup takes, because rounding has no gradient; leave it out where the example holds no token ids");

    /// <summary>The last value through which every way to two others leads.</summary>
    private static TensorValue CommonSource(TensorValue left, TensorValue right)
    {
        while (left != right)
        {
            (left, right) = left._depth >= right._depth ? (left.Source!, right) : (left, right.Source!);
        }

        return left;
    }

    private TensorValue Turn()
    {
        if (_turned is null)
        {
            var axes = Enumerable.Range(0, Inner.Count);
            var order = ChannelsLast ? axes.Take(Inner.Count - 1).Prepend(Inner.Count - 1) : axes.Skip(1).Append(0);
            var layer = new PermuteLayer(new EquatableArray<int>(order));
            _turned = new TensorValue([this], layer.OutputShape(Inner), !ChannelsLast, _storage) { Layer = layer, BatchAxis = BatchAxis, _turned = this };
        }

        return _turned;
    }
}
