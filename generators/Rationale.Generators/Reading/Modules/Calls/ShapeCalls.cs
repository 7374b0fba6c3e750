using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// Functions that give the same numbers another shape or order. The batch must stay the first dimension, whatever its size: a shape that holds only for one number of examples has
/// no meaning in a graph of one example.
/// </summary>
internal static class ShapeCalls
{
    /// <summary>The functions of the family.</summary>
    public static IReadOnlyDictionary<string, CallReader> Functions { get; } = new Dictionary<string, CallReader>
    {
        ["flatten"] = static (input, site) => Flatten(input, site, defaultStart: 0),
        ["unflatten"] = static (input, site) => Unflatten(input, site),
        ["view"] = static (input, site) => Viewed(input, site),
        ["reshape"] = static (input, site) => Viewed(input, site),
        ["unsqueeze"] = static (input, site) => Unsqueeze(input, site),
        ["squeeze"] = static (input, site) => Squeeze(input, site),
        ["permute"] = static (input, site) => Permute(input, site),
        ["transpose"] = static (input, site) => Transpose(input, site),
        ["swapaxes"] = static (input, site) => Transpose(input, site),
        ["swapdims"] = static (input, site) => Transpose(input, site),
        ["t"] = static (input, site) => input.Rank == 2
            ? Permuted(input, site, [.. Order(input).Reverse()])
            : throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, site.Call.Syntax, $"transposes a tensor of {input.Rank} dimensions"),
        ["expand"] = static (input, site) => Batches.Expanded(input.Plain(), site.Values("sizes"), site.Call, repeats: false),
        ["pad"] = static (input, site) => Padded(input, site.Integers("pad"), site),
        ["repeat"] = static (input, site) => Batches.Expanded(input.Plain(), site.Values("sizes"), site.Call, repeats: true),
    };

    /// <summary>Joins a range of dimensions.</summary>
    public static TensorValue Flatten(TensorValue input, CallSite site, int defaultStart)
    {
        var (start, end) = (site.Axis("start_dim", input, defaultStart), site.Axis("end_dim", input, -1));
        var shape = input.Shape;
        if (start == 0)
        {
            throw RefuseBatch(site, "start_dim", "joins the batch with the features; write flatten(1)");
        }

        return start > end
            ? throw site.Refuse(RuleIds.ModuleShapesDoNotFit, "start_dim", $"names dimensions that examples of shape {ShapeException.Format(shape)} do not have")
            : Reshaped(input, [.. shape.Take(start - 1), shape.Skip(start - 1).Take(end - start + 1).Aggregate(1, (product, extent) => product * extent), .. shape.Skip(end)]);
    }

    /// <summary>Parts one dimension into several.</summary>
    public static TensorValue Unflatten(TensorValue input, CallSite site)
    {
        var axis = Feature(site, "dim", input);
        var parts = Completed(site, "sizes|unflattened_size", site.Integers("sizes|unflattened_size"), input.Shape[axis - 1]);
        return Reshaped(input, [.. input.Shape.Take(axis - 1), .. parts, .. input.Shape.Skip(axis)]);
    }

    /// <summary>Zeros around an example, from the last dimension on: before and behind it, then before and behind the one in front of it.</summary>
    public static TensorValue Padded(TensorValue input, IReadOnlyList<int> sizes, CallSite site)
    {
        site.Require("mode", site.EnumName("mode") is null or "Constant" or "Zeros", $"is {site.EnumName("mode")}, but layers pad with zeros");
        site.Require("value", site.Number("value", 0) == 0, "is not 0, but layers pad with zeros");
        site.Require("pad|padding", sizes.Count >= 2 && sizes.Count % 2 == 0 && sizes.Count / 2 <= input.Shape.Count && sizes.All(size => size >= 0), "is no pair of sizes from 0 for each of the last dimensions of an example");
        return CallSite.Fit(site.Call, () => Enumerable.Range(0, sizes.Count / 2).Where(pair => sizes[2 * pair] + sizes[(2 * pair) + 1] > 0)
            .Aggregate(input.Plain(), (value, pair) => value.Then(new PadLayer(value.Shape.Count - 1 - pair, sizes[2 * pair], sizes[(2 * pair) + 1]))));
    }

    private static TensorValue Viewed(TensorValue input, CallSite site)
    {
        var sizes = site.Values("shape");
        if (input.BatchAxis == TensorValue.NoBatch)
        {
            return Reshaped(input, Completed(site, "shape", site.Integers("shape"), input.Shape.Aggregate(1, (product, extent) => product * extent)));
        }

        if (sizes.Count == 0 || sizes.Skip(1).Any(size => size is BatchExtent))
        {
            throw RefuseBatch(site, "shape", "does not keep the batch as the first dimension");
        }

        var rest = sizes.Skip(1).Select(size => size is Constant { Integer: { } whole }
            ? whole
            : throw site.Refuse(RuleIds.ArgumentNotUnderstood, "shape", $"holds {size.Kind} where an integer known at compile time is needed")).ToList();
        var length = input.Shape.Aggregate(1, (product, extent) => product * extent);
        var rowsAreFree = sizes[0] is Constant { Integer: -1 };
        if (rowsAreFree ? rest.Contains(-1) || rest.Aggregate(1L, (product, extent) => product * extent) != length : sizes[0] is not BatchExtent)
        {
            throw RefuseBatch(site, "shape", $"mixes the batch with the features: examples have {length} values, shape {ShapeException.Format(input.Shape)}");
        }

        return Reshaped(input, Completed(site, "shape", rest, length));
    }

    /// <summary>Adds a dimension of one, which may also stand behind the last one.</summary>
    public static TensorValue Unsqueeze(TensorValue input, CallSite site, int? defaultAxis = null)
    {
        var axis = defaultAxis is { } value ? site.Integer("dim", value) : site.Integer("dim");
        axis = axis < 0 ? axis + input.Rank + 1 : axis;
        return axis < 0 || axis > input.Rank
            ? throw site.Refuse(RuleIds.ModuleShapesDoNotFit, "dim", $"is {axis}, but the tensor has {input.Rank} dimensions")
            : Inserted(input, axis);
    }

    /// <summary>The tensor with a dimension of one as that dimension of TorchSharp's tensor.</summary>
    public static TensorValue Inserted(TensorValue input, int axis)
    {
        var (example, batch) = input.BatchAxis == TensorValue.NoBatch ? (axis, TensorValue.NoBatch) : axis <= input.BatchAxis ? (axis, input.BatchAxis + 1) : (axis - 1, input.BatchAxis);
        return Reshaped(input, [.. input.Shape.Take(example), 1, .. input.Shape.Skip(example)]).WithBatch(batch);
    }

    private static TensorValue Squeeze(TensorValue input, CallSite site)
    {
        if (site.Value("dim") is null)
        {
            throw RefuseBatch(site, "dim", "is not given, so the batch is dropped too where it has one example; name the dimension");
        }

        var axis = Feature(site, "dim", input);
        return input.Shape[axis - 1] != 1 ? input : ReduceCalls.Without(input, [axis - 1], site);
    }

    private static TensorValue Permute(TensorValue input, CallSite site)
    {
        var order = site.Integers("permutation").Select(axis => site.AxisFrom(axis, input)).ToList();
        return Permuted(input, site, order);
    }

    private static TensorValue Transpose(TensorValue input, CallSite site)
    {
        var (first, second) = (site.Axis("dim0|dim1", input), site.Axis("dim1|dim2", input));
        return Permuted(input, site, [.. Order(input).Select(axis => axis == first ? second : axis == second ? first : axis)]);
    }

    /// <summary>The dimensions of TorchSharp's tensor as dimensions of an example from 1, the batch as 0.</summary>
    private static IEnumerable<int> Order(TensorValue input) => input.BatchAxis == TensorValue.NoBatch ? Enumerable.Range(1, input.Shape.Count) : Enumerable.Range(1, input.Shape.Count).Take(input.BatchAxis).Append(0).Concat(Enumerable.Range(1, input.Shape.Count).Skip(input.BatchAxis));

    /// <summary>The batch may go elsewhere; only dimensions of an example that change places are a layer.</summary>
    private static TensorValue Permuted(TensorValue input, CallSite site, IReadOnlyList<int> order)
    {
        var hasBatch = input.BatchAxis != TensorValue.NoBatch;
        if (order.Count != input.Rank || order.Distinct().Count() != order.Count)
        {
            throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, site.Call.Syntax, $"does not name each of {input.Rank} dimensions once");
        }

        var (axes, plain) = (order.Where(axis => axis != 0).Select(axis => axis - 1).ToList(), input.Plain());
        var turned = axes.SequenceEqual(Enumerable.Range(0, axes.Count)) ? plain : CallSite.Fit(site.Call, () => plain.View(new PermuteLayer(new EquatableArray<int>(axes))));
        return hasBatch ? turned.WithBatch(((List<int>)[.. order]).IndexOf(0)) : turned;
    }

    /// <summary>The same numbers as examples of another shape.</summary>
    public static TensorValue Reshaped(TensorValue input, IReadOnlyList<int> shape) => input.Shape.SequenceEqual(shape) ? input
        : shape.Count == 1 ? input.Plain().View(new FlattenLayer())
        : input.Plain().View(new ReshapeLayer(new EquatableArray<int>(shape)));

    /// <summary>Puts the one number that is left open.</summary>
    private static IReadOnlyList<int> Completed(CallSite site, string parameter, IReadOnlyList<int> sizes, int length)
    {
        var known = sizes.Where(size => size != -1).Aggregate(1L, (product, size) => product * size);
        var open = sizes.Count(size => size == -1);
        return sizes.Any(size => size < -1 || size == 0) || open > 1 || (open == 1 ? length % known != 0 : known != length) || sizes.Count == 0
            ? throw site.Refuse(RuleIds.ModuleShapesDoNotFit, parameter, $"does not hold {length} values")
            : [.. sizes.Select(size => size == -1 ? (int)(length / known) : size)];
    }

    /// <summary>A dimension of an example, from 1.</summary>
    public static int Feature(CallSite site, string parameter, TensorValue input, int? fallback = null) => site.Axis(parameter, input, fallback) is var axis and not 0
        ? axis
        : throw RefuseBatch(site, parameter, "is the batch");

    private static NotUnderstoodException RefuseBatch(CallSite site, string parameter, string detail) => site.Refuse(RuleIds.BatchMixed, parameter, detail);
}
