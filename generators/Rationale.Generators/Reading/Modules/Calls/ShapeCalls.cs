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
        ["mean"] = static (input, site) => Mean(input, site),
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

        return start > end || end > shape.Count
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

    private static TensorValue Viewed(TensorValue input, CallSite site)
    {
        var sizes = site.Values("shape");
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

    /// <summary>Adds a dimension of one.</summary>
    public static TensorValue Unsqueeze(TensorValue input, CallSite site, int? defaultAxis = null)
    {
        // A new dimension may also stand behind the last one.
        var axis = defaultAxis is { } value ? site.Integer("dim", value) : site.Integer("dim");
        axis = axis < 0 ? axis + input.Shape.Count + 2 : axis;
        return axis < 1 || axis > input.Shape.Count + 1
            ? throw RefuseBatch(site, "dim", "puts a dimension before the batch")
            : Reshaped(input, [.. input.Shape.Take(axis - 1), 1, .. input.Shape.Skip(axis - 1)]);
    }

    private static TensorValue Squeeze(TensorValue input, CallSite site)
    {
        if (site.Value("dim") is null)
        {
            throw RefuseBatch(site, "dim", "is not given, so the batch is dropped too where it has one example; name the dimension");
        }

        var axis = Feature(site, "dim", input);
        return input.Shape[axis - 1] != 1 ? input
            : input.Shape.Count == 1 ? throw site.Refuse(RuleIds.CallNotUnderstood, "dim", "leaves examples without a dimension; keep examples of one value")
            : Reshaped(input, [.. input.Shape.Take(axis - 1), .. input.Shape.Skip(axis)]);
    }

    private static TensorValue Permute(TensorValue input, CallSite site)
    {
        var order = site.Integers("permutation").Select(axis => axis < 0 ? axis + input.Shape.Count + 1 : axis).ToList();
        return order.Count > 0 && order[0] == 0
            ? Permuted(input, site, order.Skip(1).Select(axis => axis - 1))
            : throw RefuseBatch(site, "permutation", "does not keep the batch as the first dimension");
    }

    private static TensorValue Transpose(TensorValue input, CallSite site)
    {
        var (first, second) = (Feature(site, "dim0", input) - 1, Feature(site, "dim1", input) - 1);
        return Permuted(input, site, Enumerable.Range(0, input.Shape.Count).Select(axis => axis == first ? second : axis == second ? first : axis));
    }

    private static TensorValue Permuted(TensorValue input, CallSite site, IEnumerable<int> order) =>
        CallSite.Fit(site.Call, () => input.Plain().View(new PermuteLayer(new EquatableArray<int>(order))));

    /// <summary>The mean over height and width is a layer; over anything else it is none.</summary>
    private static TensorValue Mean(TensorValue input, CallSite site)
    {
        site.RequireNone("type");
        var axes = site.Integers("dimensions|dim").Select(axis => axis < 0 ? axis + input.Shape.Count + 1 : axis).OrderBy(axis => axis);
        return input.Shape.Count == 3 && axes.SequenceEqual([2, 3])
            ? input.Images().Then(site.Flag("keepdim", false) ? new AdaptiveAveragePoolLayer(1, 1) : new GlobalAveragePoolLayer())
            : throw new NotUnderstoodException(RuleIds.CallNotUnderstood, site.Call.Syntax, "is a mean that no layer takes; only the one over height and width of images, dimensions 2 and 3, is known");
    }

    private static TensorValue Reshaped(TensorValue input, IReadOnlyList<int> shape) => input.Shape.SequenceEqual(shape) ? input
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

    private static int Feature(CallSite site, string parameter, TensorValue input)
    {
        var axis = site.Axis(parameter, input);
        return axis == 0 ? throw RefuseBatch(site, parameter, "is the batch")
            : axis < 0 || axis > input.Shape.Count ? throw site.Refuse(RuleIds.ModuleShapesDoNotFit, parameter, $"is a dimension that examples of shape {ShapeException.Format(input.Shape)} do not have")
            : axis;
    }

    private static NotUnderstoodException RefuseBatch(CallSite site, string parameter, string detail) => site.Refuse(RuleIds.BatchMixed, parameter, detail);
}
