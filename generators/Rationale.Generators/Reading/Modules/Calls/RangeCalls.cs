using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Parts of a tensor along a dimension of an example.</summary>
internal static class RangeCalls
{
    /// <summary>The functions of the family.</summary>
    public static IReadOnlyDictionary<string, CallReader> Functions { get; } = new Dictionary<string, CallReader>
    {
        ["select"] = static (input, site) => Select(input, Feature(site, input), site.Integer("index"), site),
        ["narrow"] = static (input, site) => Narrowed(input, Feature(site, input), site.Integer("start"), site.Integer("length"), site),
        ["slice"] = static (input, site) => Sliced(input, site),
        ["chunk"] = static (input, site) => Chunk(input, site),
        ["split"] = static (input, site) => Split(input, site),
        ["unbind"] = static (input, site) => Unbind(input, site),
    };

    /// <summary>What an indexer gives, such as <c>x[.., 3]</c>.</summary>
    public static TensorValue Element(TensorValue input, IReadOnlyList<Value> indices, IOperation at)
    {
        var named = indices.Count(index => index is not IndexValue { Form: IndexForm.Ellipsis or IndexForm.NewAxis });
        var (result, axis) = (input.Plain(), 0);
        foreach (var index in indices)
        {
            // Dimensions of TorchSharp's tensor, the batch counted, as they are after the indices before.
            switch (index)
            {
                case IndexValue { Form: IndexForm.Ellipsis }:
                    axis += Math.Max(0, input.Rank - named);
                    break;
                case IndexValue { Form: IndexForm.NewAxis }:
                    result = ShapeCalls.Inserted(result, axis++);
                    break;
                case IndexValue { Form: IndexForm.Range, Start: null or 0, Stop: null } when axis < result.Rank:
                    axis++;
                    break;
                case IndexValue { Form: IndexForm.Range, Start: var start, Stop: var stop }:
                    result = Ranged(result, ExampleAxis(result, axis++, at), start, stop, at);
                    break;
                case Constant { Integer: { } element }:
                    result = Selected(result, ExampleAxis(result, axis, at), element, at);
                    break;
                case IndexValue { Form: IndexForm.Element, Start: { } element }:
                    result = Selected(result, ExampleAxis(result, axis, at), element, at);
                    break;
                default:
                    throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, $"indexes a tensor by {index.Kind}; only numbers and ranges known at compile time are layers");
            }
        }

        return result;
    }

    private static int ExampleAxis(TensorValue input, int axis, IOperation at) => axis >= input.Rank
        ? throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, at.Syntax, $"has more indices than examples of shape {ShapeException.Format(input.Shape)} and the batch have dimensions")
        : input.BatchAxis == TensorValue.NoBatch ? axis
        : axis == input.BatchAxis ? throw new NotUnderstoodException(RuleIds.BatchMixed, at.Syntax, $"takes examples out of the batch, which is dimension {axis}; select features of all examples")
        : axis < input.BatchAxis ? axis : axis - 1;

    private static TensorValue Selected(TensorValue input, int axis, int index, IOperation at)
    {
        var extent = input.Shape[axis];
        var start = index < 0 ? index + extent : index;
        if (start < 0 || start >= extent)
        {
            throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, at.Syntax, $"takes element {index} of a dimension of {extent}");
        }

        var slice = input.View(new SliceLayer(axis, start, 1));
        var shape = slice.Shape.Where((_, other) => other != axis).ToList();
        return shape.Count == 0
            ? throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, "leaves examples without a dimension; take a range of one")
            : ShapeCalls.Reshaped(slice, shape).WithBatch(axis < input.BatchAxis ? input.BatchAxis - 1 : input.BatchAxis);
    }

    private static TensorValue Ranged(TensorValue input, int axis, int? start, int? stop, IOperation at)
    {
        var extent = input.Shape[axis];
        var (first, behind) = (Math.Max(0, Math.Min(extent, FromStart(start ?? 0))), Math.Max(0, Math.Min(extent, FromStart(stop ?? extent))));
        return first == 0 && behind == extent ? input
            : behind > first ? CallSite.Fit(at, () => input.View(new SliceLayer(axis, first, behind - first)))
            : throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, at.Syntax, $"takes the empty range {first}..{behind} of a dimension of {extent}");

        int FromStart(int index) => index < 0 ? index + extent : index;
    }

    private static TensorValue Select(TensorValue input, int axis, int index, CallSite site) => Selected(input.Plain(), axis, index, site.Call);

    private static TensorValue Narrowed(TensorValue input, int axis, int start, int length, CallSite site)
    {
        start = start < 0 ? start + input.Shape[axis] : start;
        return CallSite.Fit(site.Call, () => input.Plain().View(new SliceLayer(axis, start, length)));
    }

    private static TensorValue Sliced(TensorValue input, CallSite site)
    {
        site.Require("step", site.Integer("step", 1) == 1, "is not 1, but a layer takes neighbors");
        var axis = Feature(site, input);
        return Ranged(input.Plain(), axis, Bounded(site.Value("start")), Bounded(site.Value("finish")), site.Call);
    }

    /// <summary>A bound that no dimension reaches stands for the end.</summary>
    private static int? Bounded(Value? value) => value is Constant { Content: long whole } ? (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, whole)) : (value as Constant)?.Integer;

    private static ListValue Chunk(TensorValue input, CallSite site)
    {
        var (axis, count) = (Feature(site, input, 0), site.Count("chunks"));
        return Parts(input, axis, (input.Shape[axis] + count - 1) / count, site);
    }

    private static ListValue Split(TensorValue input, CallSite site)
    {
        const string Sizes = "size|sizes|split_size_or_sections|split_size";
        var axis = Feature(site, input, 0);
        return site.Value(Sizes) is Constant { Integer: >= 1 and var size } ? Parts(input, axis, size, site) : Parts(input, axis, site.Integers(Sizes), site);
    }

    private static ListValue Unbind(TensorValue input, CallSite site)
    {
        var axis = Feature(site, input, 0, "dimension|dim");
        return new ListValue([.. Enumerable.Range(0, input.Shape[axis]).Select(index => Select(input, axis, index, site))]);
    }

    private static ListValue Parts(TensorValue input, int axis, int size, CallSite site)
    {
        var extent = input.Shape[axis];
        return Parts(input, axis, [.. Enumerable.Range(0, (extent + size - 1) / size).Select(part => Math.Min(size, extent - (part * size)))], site);
    }

    private static ListValue Parts(TensorValue input, int axis, IReadOnlyList<int> sizes, CallSite site)
    {
        if (sizes.Sum() != input.Shape[axis])
        {
            throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, site.Call.Syntax, $"splits a dimension of {input.Shape[axis]} into {string.Join(", ", sizes)}");
        }

        var (parts, start) = (new List<Value>(), 0);
        foreach (var size in sizes)
        {
            parts.Add(Narrowed(input, axis, start, size, site));
            start += size;
        }

        return new ListValue(parts);
    }

    /// <summary>A dimension of an example, from 0.</summary>
    private static int Feature(CallSite site, TensorValue input, int? fallback = null, string parameter = "dim") => ShapeCalls.Feature(site, parameter, input, fallback) - 1;
}
