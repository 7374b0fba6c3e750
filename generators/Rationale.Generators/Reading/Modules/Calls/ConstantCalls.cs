using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Tensors that hold one number everywhere, of as many examples as the batch has: what a recurrence begins with.</summary>
internal static class ConstantCalls
{
    /// <summary>The functions that take sizes.</summary>
    public static IReadOnlyDictionary<string, Func<CallSite, Value>> Functions { get; } = new Dictionary<string, Func<CallSite, Value>>
    {
        ["zeros"] = static site => Filled(site, 0),
        ["ones"] = static site => Filled(site, 1),
        ["full"] = static site => Filled(site, site.Number("value", double.NaN)),
    };

    /// <summary>The functions that take a tensor of the shape.</summary>
    public static IReadOnlyDictionary<string, CallReader> LikeFunctions { get; } = new Dictionary<string, CallReader>
    {
        ["zeros_like"] = static (input, site) => Like(input, site, 0),
        ["ones_like"] = static (input, site) => Like(input, site, 1),
        ["new_zeros"] = static (_, site) => Filled(site, 0),
        ["new_ones"] = static (_, site) => Filled(site, 1),
    };

    /// <summary>The functions that draw numbers: only the shape of what they give is known, so that a constructor may keep it in a field, and nothing else.</summary>
    public static IReadOnlyDictionary<string, Func<CallSite, Value>> Drawn { get; } = new Dictionary<string, Func<CallSite, Value>>
    {
        ["randn"] = static site => TensorValue.Drawn(Plain(site), InitializerKind.Normal, 1),
        ["rand"] = static site => TensorValue.Drawn(Plain(site), InitializerKind.Uniform, 1),
        ["empty"] = static site => TensorValue.Drawn(Plain(site), InitializerKind.Normal, 1),
        ["linspace"] = static site => TensorValue.Drawn(EquatableArray.Create(site.Count("steps")), InitializerKind.Constant, 0),
    };

    private static EquatableArray<int> Plain(CallSite site) => Sizes(site) is var (shape, batch) && batch == TensorValue.NoBatch
        ? shape
        : throw new NotUnderstoodException(RuleIds.CallNotUnderstood, site.Call.Syntax, "draws numbers for each example");

    private static TensorValue Like(TensorValue input, CallSite site, double value)
    {
        DataTypes.CheckOf(site);
        return TensorValue.Constant(value, input.Shape, input.BatchAxis);
    }

    private static TensorValue Filled(CallSite site, double value)
    {
        var (shape, batch) = Sizes(site);
        return TensorValue.Constant(value, shape, batch);
    }

    /// <summary>The sizes of a call, and which of them is the batch; none may be.</summary>
    private static (EquatableArray<int> Shape, int Batch) Sizes(CallSite site)
    {
        DataTypes.CheckOf(site);
        IReadOnlyList<Value> sizes = site.Value("size") is ListValue list
            ? list.Items
            : [.. new[] { "size", "rows", "columns", "dim0", "dim1", "dim2", "dim3" }.Select(site.Value).OfType<Value>()];
        var batch = sizes.Select((size, axis) => (size, axis)).Where(pair => pair.size is BatchExtent).Select(pair => pair.axis).ToList();
        if (batch.Count > 1 || sizes.Count < 1 || (batch.Count == 1 && sizes.Count < 2))
        {
            throw new NotUnderstoodException(
                RuleIds.BatchMixed, site.Call.Syntax, "makes a tensor that has the batch as more than one of its dimensions, or as the only one; give x.shape[0] as the size of the dimension that counts examples");
        }

        return (new EquatableArray<int>(sizes.Where(size => size is not BatchExtent).Select(size => size is Constant { Integer: >= 1 and var extent }
            ? extent
            : throw new NotUnderstoodException(RuleIds.ArgumentNotUnderstood, site.Call.Syntax, $"has a size that is {size.Kind}, but an integer from 1 known at compile time is needed"))), batch.Count == 0 ? TensorValue.NoBatch : batch[0]);
    }
}
