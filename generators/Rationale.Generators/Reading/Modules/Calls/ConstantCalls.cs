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
        ["tensor"] = static site => Listed(site, areKept: false),
        ["eye"] = static site => Identity(site.Count("rows"), site),
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
        ["arange"] = static site => TensorValue.Drawn(EquatableArray.Create(Steps(site)), InitializerKind.Constant, 0),
        ["tensor"] = static site => Listed(site, areKept: true),
        ["linspace"] = static site => TensorValue.Drawn(EquatableArray.Create(site.Count("steps")), InitializerKind.Constant, 0),
    };

    /// <summary>Functions of a tensor that a constructor makes buffers with: of what they give only the shape is known, that of the tensor.</summary>
    public static IReadOnlyCollection<string> Computed { get; } =
        ["sin", "cos", "tan", "log", "log2", "log10", "log1p", "expm1", "rsqrt", "floor", "ceil", "round", "sign", "cumsum", "flip", "normal_", "uniform_", "fill_", "zero_", "copy_"];

    private static int Steps(CallSite site)
    {
        var (start, stop, step) = (site.Number("start", 0), site.Number("stop", double.NaN), site.Number("step", 1));
        var count = Math.Ceiling((stop - start) / step);
        site.Require("stop", count is >= 1 and <= int.MaxValue, "gives no step from the start");
        return (int)count;
    }

    /// <summary>Numbers that are written out. Of those that a field keeps as real numbers, only how many there are: the buffer may be loaded.</summary>
    private static Value Listed(CallSite site, bool areKept)
    {
        var items = site.Values("rawArray").Select(item => (item as Constant)?.Content).ToList();
        if (items.Count == 0 || items.Contains(null) || new[] { "dimensions", "rows", "columns", "dim0" }.Any(name => site.Value(name) is not null))
        {
            throw new NotUnderstoodException(RuleIds.CallNotUnderstood, site.Call.Syntax, "makes a tensor of numbers that are not written out as one list; write reshape behind it for another shape");
        }

        var shape = EquatableArray.Create(items.Count);
        var areTruth = items.All(item => item is bool);
        return !areTruth && areKept
            ? TensorValue.Drawn(shape, InitializerKind.Constant, 0)
            : new KnownTensor(shape, [.. items.Select(item => Convert.ToDouble(item, System.Globalization.CultureInfo.InvariantCulture))], areTruth);
    }

    private static KnownTensor Identity(int rows, CallSite site)
    {
        site.Require("columns", site.Integer("columns", -1) is var columns && (columns == -1 || columns == rows), "is another number than that of the rows");
        var isTruth = site.EnumName("dtype") == "Bool";
        return KnownTensor.Of(TensorValue.Constant(1, EquatableArray.Create(rows, rows), TensorValue.NoBatch)).Map((row, column, _) => row == column ? 1 : 0)!.Map(value => value, isTruth);
    }

    private static EquatableArray<int> Plain(CallSite site) => Sizes(site) is var (shape, batch) && batch == TensorValue.NoBatch
        ? shape
        : throw new NotUnderstoodException(RuleIds.CallNotUnderstood, site.Call.Syntax, "draws numbers for each example");

    private static TensorValue Like(TensorValue input, CallSite site, double value)
    {
        DataTypes.CheckOf(site);
        return TensorValue.Constant(value, input.Shape, input.BatchAxis);
    }

    private static Value Filled(CallSite site, double value)
    {
        var (shape, batch) = Sizes(site);
        var filled = TensorValue.Constant(value, shape, batch);
        return site.EnumName("dtype") == "Bool" && batch == TensorValue.NoBatch ? KnownTensor.Of(filled).Map(number => number != 0 ? 1 : 0, truth: true) : filled;
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
