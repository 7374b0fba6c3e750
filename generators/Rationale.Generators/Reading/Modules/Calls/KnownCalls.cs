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
        ["unsqueeze"] = static (known, site) => site.Integer("dim") is 0 ? known.InFront() : null,
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
        (TensorValue scores, KnownTensor mask, BinaryOperatorKind.Add) => Masked(scores, mask, at),
        (KnownTensor mask, TensorValue scores, BinaryOperatorKind.Add) => Masked(scores, mask, at),
        _ => throw Refuse(at, $"combines {left.Kind} and {right.Kind}, which no layer says"),
    };

    /// <summary>Scores with a mask of 0 and −∞ added.</summary>
    public static TensorValue Masked(TensorValue scores, KnownTensor mask, IOperation at) => !mask.IsTruth && mask.IsCausal ? Causal(scores, mask, at)
        : !mask.IsTruth && mask.SeesAll ? scores
        : throw Refuse(at, "adds known numbers that are not those of the causal mask, 0 up to the own place and −∞ behind it; keep them as floats in a buffer, a Tensor field of the class");

    /// <summary>Scores with −∞ where a mask is true.</summary>
    public static TensorValue Filled(TensorValue scores, CallSite site)
    {
        if (site.Value("mask") is not KnownTensor { IsTruth: true } mask)
        {
            throw site.Refuse(RuleIds.ArgumentNotUnderstood, "mask", $"is {site.Value("mask")?.Kind ?? "not given"}, but only masks known at compile time are layers");
        }

        site.Require("value", double.IsNegativeInfinity(site.Number("value", 0)), "is not float.NegativeInfinity, which a layer puts where nothing is seen");
        return mask.Not() is { IsCausal: true } ? Causal(scores, mask, site.Call)
            : mask.Not().SeesAll ? scores
            : throw site.Refuse(RuleIds.ArgumentNotUnderstood, "mask", "is not that of the places behind the own one, which alone is a layer; add 0 and −∞ from a buffer instead");
    }

    private static TensorValue Causal(TensorValue scores, KnownTensor mask, IOperation at)
    {
        var (plain, rank) = (scores.Plain(), scores.Shape.Count);
        scores.RequireBatchFirst(at.Syntax);
        return rank >= 2 && plain.Shape.Skip(rank - 2).SequenceEqual(mask.Shape.Skip(mask.Shape.Count - 2))
            ? CallSite.Fit(at, () => plain.Then(new CausalMaskLayer()))
            : throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, at.Syntax, $"masks scores of shape {ShapeException.Format(scores.Shape)} by a mask of shape {ShapeException.Format(mask.Shape)}");
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
