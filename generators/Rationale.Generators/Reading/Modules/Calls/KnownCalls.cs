using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Functions of tensors whose numbers are known, as masks are made with, and the mask of attention that a query puts on keys behind its own place.</summary>
internal static class KnownCalls
{
    private static IReadOnlyDictionary<string, Func<KnownTensor, CallSite, KnownTensor?>> Functions { get; } = new Dictionary<string, Func<KnownTensor, CallSite, KnownTensor?>>
    {
        ["triu"] = static (known, site) => Triangle(known, site, (place, diagonal) => place >= diagonal),
        ["tril"] = static (known, site) => Triangle(known, site, (place, diagonal) => place <= diagonal),
        ["transpose"] = static (known, _) => known.Transposed(),
        ["t"] = static (known, _) => known.Transposed(),
        ["logical_not"] = static (known, _) => known.Not(),
        ["bitwise_not"] = static (known, _) => known.IsTruth ? known.Not() : null,
        ["eq"] = static (known, site) => Compare(BinaryOperatorKind.Equals, known, site.Value("target|left|right|other")),
        ["ne"] = static (known, site) => Compare(BinaryOperatorKind.NotEquals, known, site.Value("target|left|right|other")),
        ["gt"] = static (known, site) => Compare(BinaryOperatorKind.GreaterThan, known, site.Value("target|left|right|other")),
        ["lt"] = static (known, site) => Compare(BinaryOperatorKind.LessThan, known, site.Value("target|left|right|other")),
        ["masked_fill"] = static (known, site) => site.Value("mask") is KnownTensor mask && site.Number("value", double.NaN) is var number ? known.Zip(mask, (value, hides) => hides != 0 ? number : value, known.IsTruth) : null,
        ["to"] = Typed,
        ["to_type"] = Typed,
        ["type"] = Typed,
        ["@bool"] = static (known, _) => known.Map(value => value != 0 ? 1 : 0, truth: true),
        ["bool"] = static (known, _) => known.Map(value => value != 0 ? 1 : 0, truth: true),
        ["@float"] = static (known, _) => known.Map(value => value, truth: false),
        ["float"] = static (known, _) => known.Map(value => value, truth: false),
        ["unsqueeze"] = static (known, site) => Inserted(known, site.Integer("dim")),
        ["reshape"] = static (known, site) => Shaped(known, site.Integers("shape")),
        ["view"] = static (known, site) => Shaped(known, site.Integers("shape")),
        ["expand"] = static (known, site) => Expanded(known, site.Values("sizes"), keeps: -1),
        ["repeat"] = static (known, site) => Expanded(known, site.Values("sizes"), keeps: 1),
        ["logical_and"] = static (known, site) => site.Value("other") is KnownTensor other ? known.Zip(other, (a, b) => a != 0 && b != 0 ? 1 : 0, truth: true) : null,
        ["logical_or"] = static (known, site) => site.Value("other") is KnownTensor other ? known.Zip(other, (a, b) => a != 0 || b != 0 ? 1 : 0, truth: true) : null,
        ["contiguous"] = static (known, _) => known,
        ["clone"] = static (known, _) => known,
        ["alias"] = static (known, _) => known,
        ["DetachFromDisposeScope"] = static (known, _) => known,
        ["MoveToOuterDisposeScope"] = static (known, _) => known,
    };

    /// <summary>What a function makes of a tensor whose numbers are known; null where they are not, or the function is none of these.</summary>
    public static Func<CallSite, Value>? Find(string name, Value? tensor)
    {
        var known = tensor as KnownTensor;
        var makes = tensor is TensorValue { IsUniform: true } && name is "triu" or "tril" or "masked_fill" or "eq" or "ne" or "gt" or "lt" or "@bool" or "bool";
        return known is null && !makes ? null
            : !Functions.TryGetValue(name, out var function) ? known is null ? null : site => throw Refuse(site.Call, $"calls '{name}' of {known.Kind}, which no layer says")
            : site => function(known ?? KnownTensor.Of((TensorValue)tensor!), site) ?? throw Refuse(site.Call, $"calls '{name}' of {(known?.Kind ?? "a constant")} in a way that no layer says");
    }

    /// <summary>What an operator makes of two operands of which one is a tensor of known numbers.</summary>
    public static Value Operate(BinaryOperatorKind kind, Value left, Value right, IOperation at) => (left, right, kind) switch
    {
        (KnownTensor known, Constant, _) when Compare(kind, known, right) is { } truth => truth,
        (KnownTensor known, Constant { Content: { } content }, BinaryOperatorKind.Multiply) when Number(content) is { } factor => known.Map(value => value == 0 ? 0 : value * factor, truth: false),
        (Constant { Content: { } content }, KnownTensor known, BinaryOperatorKind.Multiply) when Number(content) is { } factor => known.Map(value => value == 0 ? 0 : value * factor, truth: false),
        (Constant { Content: { } content }, KnownTensor known, BinaryOperatorKind.Subtract) when Number(content) is { } number => known.Map(value => number - value, truth: false),
        (KnownTensor { IsTruth: true } one, KnownTensor { IsTruth: true } other, BinaryOperatorKind.And) when one.Zip(other, (a, b) => a * b, truth: true) is { } both => both,
        (KnownTensor { IsTruth: true } one, KnownTensor { IsTruth: true } other, BinaryOperatorKind.Or) when one.Zip(other, Math.Max, truth: true) is { } either => either,
        (TensorValue scores, KnownTensor mask, BinaryOperatorKind.Add) => Masked(scores, mask, at),
        (KnownTensor mask, TensorValue scores, BinaryOperatorKind.Add) => Masked(scores, mask, at),
        (TensorValue or KnownTensor, TensorValue or KnownTensor, _) when left is TensorValue || right is TensorValue => ExpressionReader.KindOf(kind) is { } combination
            ? ArithmeticCalls.Combine(combination, left, right, at)
            : throw Refuse(at, $"combines {left.Kind} and {right.Kind}, which no layer says"),
        _ => throw Refuse(at, $"combines {left.Kind} and {right.Kind}, which no layer says"),
    };

    /// <summary>Scores with a mask of 0 and −∞ added, or other known numbers.</summary>
    public static TensorValue Masked(TensorValue scores, KnownTensor mask, IOperation at) => !mask.IsTruth && mask.IsCausal && Fits(scores, mask) ? Causal(scores, mask, at)
        : !mask.IsTruth && mask.SeesAll ? scores
        : ArithmeticCalls.Combine(CombinationKind.Sum, scores, mask.ToTensor(at), at);

    /// <summary>Scores with a number where a mask is true: −∞ is added there, and any other number takes the place of what stood there.</summary>
    public static TensorValue Filled(TensorValue scores, CallSite site)
    {
        if (site.Value("mask") is not KnownTensor { IsTruth: true } mask)
        {
            throw site.Refuse(RuleIds.ArgumentNotUnderstood, "mask", $"is {site.Value("mask")?.Kind ?? "not given"}, but only masks known at compile time are layers");
        }

        var value = site.Number("value", double.NaN);
        if (double.IsNegativeInfinity(value))
        {
            return Masked(scores, Hiding(mask), site.Call);
        }

        site.Require("value", !double.IsNaN(value) && !double.IsInfinity(value), "is neither a number nor float.NegativeInfinity");
        var kept = ArithmeticCalls.Combine(CombinationKind.Product, scores, mask.Map(hides => 1 - hides, truth: false).ToTensor(site.Call), site.Call);
        return value == 0 ? kept : ArithmeticCalls.Combine(CombinationKind.Sum, kept, mask.Map(hides => hides * value, truth: false).ToTensor(site.Call), site.Call);
    }

    /// <summary>−∞ where a mask is true, otherwise 0.</summary>
    public static KnownTensor Hiding(KnownTensor mask) => mask.Map(hides => hides != 0 ? double.NegativeInfinity : 0, truth: false);

    private static bool Fits(TensorValue scores, KnownTensor mask) => scores.Shape.Count >= 2 && scores.Shape.Skip(scores.Shape.Count - 2).SequenceEqual(mask.Shape.Skip(mask.Shape.Count - 2));

    private static TensorValue Causal(TensorValue scores, KnownTensor mask, IOperation at)
    {
        scores.RequireBatchFirst(at.Syntax);
        return CallSite.Fit(at, () => scores.Plain().Then(new CausalMaskLayer()));
    }

    private static KnownTensor? Inserted(KnownTensor known, int dimension)
    {
        var axis = dimension < 0 ? dimension + known.Shape.Count + 1 : dimension;
        return axis < 0 || axis > known.Shape.Count ? null : known.Reshaped(new EquatableArray<int>([.. known.Shape.Take(axis), 1, .. known.Shape.Skip(axis)]));
    }

    private static KnownTensor? Shaped(KnownTensor known, IReadOnlyList<int> sizes)
    {
        var (length, given) = (known.Shape.Aggregate(1L, (product, extent) => product * extent), sizes.Where(size => size != -1).Aggregate(1L, (product, extent) => product * extent));
        var fits = sizes.All(size => size is -1 or >= 1) && (sizes.Count(size => size == -1) switch { 0 => given == length, 1 => length % given == 0, _ => false });
        return fits ? known.Reshaped(new EquatableArray<int>(sizes.Select(size => size == -1 ? (int)(length / given) : size))) : null;
    }

    /// <summary>Repeated for each example, a tensor is the same; what is repeated otherwise is none of these.</summary>
    private static KnownTensor? Expanded(KnownTensor known, IReadOnlyList<Value> sizes, int keeps)
    {
        var shape = Enumerable.Repeat(1, Math.Max(0, sizes.Count - known.Shape.Count)).Concat(known.Shape).ToList();
        return sizes.Count == shape.Count && sizes.Zip(shape, (size, extent) => size is BatchExtent ? extent == 1 : size is Constant { Integer: { } number } && (number == keeps || (keeps == -1 && number == extent))).All(fits => fits)
            ? known.Reshaped(new EquatableArray<int>(shape))
            : null;
    }

    private static KnownTensor? Triangle(KnownTensor known, CallSite site, Func<int, int, bool> keeps)
    {
        var diagonal = site.Integer("diagonal", 0);
        return known.Map((row, column, value) => keeps(column - row, diagonal) ? value : 0);
    }

    private static KnownTensor? Typed(KnownTensor known, CallSite site)
    {
        var truth = site.Value("type|dtype|scalar_type") is null ? known.IsTruth : site.EnumName("type|dtype|scalar_type") == "Bool";
        return known.Map(value => truth && value != 0 ? 1 : value, truth);
    }

    private static KnownTensor? Compare(BinaryOperatorKind kind, KnownTensor known, Value? right)
    {
        if ((right as Constant)?.Content is not { } content || Number(content) is not { } number)
        {
            return null;
        }

        Func<double, bool>? holds = kind switch
        {
            BinaryOperatorKind.Equals => value => value == number,
            BinaryOperatorKind.NotEquals => value => value != number,
            BinaryOperatorKind.GreaterThan => value => value > number,
            BinaryOperatorKind.GreaterThanOrEqual => value => value >= number,
            BinaryOperatorKind.LessThan => value => value < number,
            BinaryOperatorKind.LessThanOrEqual => value => value <= number,
            _ => null,
        };
        return holds is null ? null : known.Map(value => holds(value) ? 1 : 0, truth: true);
    }

    private static double? Number(object content) => content is string or char ? null : content is bool truth ? (truth ? 1 : 0) : Convert.ToDouble(content, System.Globalization.CultureInfo.InvariantCulture);

    private static NotUnderstoodException Refuse(IOperation at, string detail) => new(RuleIds.CallNotUnderstood, at.Syntax, detail);
}
