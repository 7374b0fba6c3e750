using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Sums, differences, products and quotients: of two tensors that lead back to one, or of a tensor and a number.</summary>
internal static class ArithmeticCalls
{
    /// <summary>The functions of the family.</summary>
    public static IReadOnlyDictionary<string, CallReader> Functions { get; } = new Dictionary<string, CallReader>
    {
        ["add"] = static (input, site) => Combine(site, CombinationKind.Sum, input),
        ["sub"] = static (input, site) => Combine(site, CombinationKind.Difference, input),
        ["subtract"] = static (input, site) => Combine(site, CombinationKind.Difference, input),
        ["mul"] = static (input, site) => Combine(site, CombinationKind.Product, input),
        ["multiply"] = static (input, site) => Combine(site, CombinationKind.Product, input),
        ["div"] = static (input, site) => Combine(site, CombinationKind.Quotient, input),
        ["divide"] = static (input, site) => Combine(site, CombinationKind.Quotient, input),
        ["neg"] = static (input, _) => input.Then(new ScaleLayer(-1, 0)),
        ["negative"] = static (input, _) => input.Then(new ScaleLayer(-1, 0)),
    };

    /// <summary>What an operator makes of two operands, of which at least one is a tensor.</summary>
    public static TensorValue Combine(CombinationKind kind, Value left, Value right, IOperation at) => (left, right, kind) switch
    {
        (TensorValue { IsUniform: true } x, TensorValue y, _) when x.Shape.Count == 0 => Combine(kind, new Constant(x.Everywhere!.Value), y, at),
        (TensorValue x, TensorValue y, _) => Join(kind, x, y, at),
        (TensorValue x, KnownTensor mask, CombinationKind.Sum) => KnownCalls.Masked(x, mask, at),
        (KnownTensor mask, TensorValue x, CombinationKind.Sum) => KnownCalls.Masked(x, mask, at),
        (TensorValue x, KnownTensor known, _) => Combine(kind, x, known.ToTensor(at), at),
        (KnownTensor known, TensorValue x, _) => Combine(kind, known.ToTensor(at), x, at),
        (TensorValue x, Constant c, CombinationKind.Sum) => x.Then(new ScaleLayer(1, Number(c, at))),
        (TensorValue x, Constant c, CombinationKind.Difference) => x.Then(new ScaleLayer(1, -Number(c, at))),
        (TensorValue x, Constant c, CombinationKind.Product) => x.Then(new ScaleLayer(Number(c, at), 0)),
        (TensorValue x, Constant c, CombinationKind.Quotient) when Number(c, at) != 0 => x.Then(new ScaleLayer(1 / Number(c, at), 0)),
        (Constant c, TensorValue x, CombinationKind.Sum) => x.Then(new ScaleLayer(1, Number(c, at))),
        (Constant c, TensorValue x, CombinationKind.Difference) => x.Then(new ScaleLayer(-1, Number(c, at))),
        (Constant c, TensorValue x, CombinationKind.Product) => x.Then(new ScaleLayer(Number(c, at), 0)),
        (Constant c, TensorValue x, CombinationKind.Quotient) => Number(c, at) == 1 ? x.Then(new ElementwiseLayer(ElementwiseFunction.Reciprocal)) : x.Then(new ElementwiseLayer(ElementwiseFunction.Reciprocal)).Then(new ScaleLayer(Number(c, at), 0)),
        _ => throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at.Syntax, $"combines {left.Kind} and {right.Kind} as no layer does"),
    };

    private static TensorValue Combine(CallSite site, CombinationKind kind, TensorValue input)
    {
        site.Require("alpha", site.Number("alpha", 1) == 1, "is not 1, but the layer has no such setting");
        site.Require("rounding_mode", site.Integer("rounding_mode", 0) == 0, "rounds, which no layer does");
        return Combine(kind, input, site.Value("target|right|scalar|other") ?? throw site.Refuse(RuleIds.ArgumentNotUnderstood, "target", "has no second operand"), site.Call);
    }

    private static TensorValue Join(CombinationKind kind, TensorValue left, TensorValue right, IOperation at)
    {
        (left, right) = Batches.Align(left, right, at);
        RequireSameBatch(left, right, at);
        if (CombineStep.Broadcast(left.Shape, right.Shape) is null)
        {
            throw new NotUnderstoodException(
                RuleIds.CallNotUnderstood,
                at.Syntax,
                $"combines examples of shape {ShapeException.Format(left.Shape)} and {ShapeException.Format(right.Shape)}, but layers combine dimensions that are equal, or 1 in one of the two");
        }

        (left, right) = InOneLayout(left, right);
        Func<EquatableArray<Layer>, EquatableArray<Layer>, Layer> nested = (first, second) =>
            kind == CombinationKind.Sum && second.Count == 0 && first.Count > 0 ? new ResidualLayer(Block(at), first)
            : kind == CombinationKind.Sum && first.Count == 0 && second.Count > 0 ? new ResidualLayer(Block(at), second)
            : new CombineLayer(kind, first, second);
        var join = new Join((first, second) => new CombineStep(kind, first, second), left.Shape == right.Shape ? nested : null);
        return CallSite.Fit(at, () => TensorValue.Joined(join, left, right, CombineStep.Broadcast(left.Inner, right.Inner)!.Value));
    }

    /// <summary>Refuses two tensors of which one has the batch elsewhere.</summary>
    public static void RequireSameBatch(TensorValue left, TensorValue right, IOperation at)
    {
        if (left.BatchAxis != right.BatchAxis)
        {
            throw new NotUnderstoodException(RuleIds.BatchMixed, at.Syntax, left.BatchAxis == TensorValue.NoBatch || right.BatchAxis == TensorValue.NoBatch
                ? "combines examples and a tensor without a batch as no layer does; a matrix that examples are multiplied with is a Parameter in a field, and others are brought to the batch by expand"
                : $"combines tensors whose batch is dimension {left.BatchAxis} and dimension {right.BatchAxis}");
        }
    }

    /// <summary>Two tensors of as many dimensions in the same layout.</summary>
    public static (TensorValue Left, TensorValue Right) InOneLayout(TensorValue left, TensorValue right) =>
        left.ChannelsLast != right.ChannelsLast ? (left.Images(), right.Images()) : (left, right);

    /// <summary>The class that holds the sum gives the block its name.</summary>
    private static string Block(IOperation at) => at.SemanticModel?.GetEnclosingSymbol(at.Syntax.SpanStart)?.ContainingType?.Name ?? "forward";

    private static double Number(Constant constant, IOperation at) => constant.Content is { } content and not (string or bool or char)
        ? Convert.ToDouble(content, System.Globalization.CultureInfo.InvariantCulture)
        : throw new NotUnderstoodException(RuleIds.ArgumentNotUnderstood, at.Syntax, "has an operand that is no number");
}
