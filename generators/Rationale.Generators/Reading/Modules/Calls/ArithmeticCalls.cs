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
        (TensorValue x, TensorValue y, _) => Join(kind, x, y, at),
        (TensorValue x, Constant c, CombinationKind.Sum) => x.Then(new ScaleLayer(1, Number(c, at))),
        (TensorValue x, Constant c, CombinationKind.Difference) => x.Then(new ScaleLayer(1, -Number(c, at))),
        (TensorValue x, Constant c, CombinationKind.Product) => x.Then(new ScaleLayer(Number(c, at), 0)),
        (TensorValue x, Constant c, CombinationKind.Quotient) when Number(c, at) != 0 => x.Then(new ScaleLayer(1 / Number(c, at), 0)),
        (Constant c, TensorValue x, CombinationKind.Sum) => x.Then(new ScaleLayer(1, Number(c, at))),
        (Constant c, TensorValue x, CombinationKind.Difference) => x.Then(new ScaleLayer(-1, Number(c, at))),
        (Constant c, TensorValue x, CombinationKind.Product) => x.Then(new ScaleLayer(Number(c, at), 0)),
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
        if (left.Shape != right.Shape)
        {
            throw new NotUnderstoodException(
                RuleIds.CallNotUnderstood,
                at.Syntax,
                $"combines examples of shape {ShapeException.Format(left.Shape)} and {ShapeException.Format(right.Shape)}, but layers combine examples of one shape");
        }

        if (left.ChannelsLast != right.ChannelsLast)
        {
            (left, right) = (left.Images(), right.Images());
        }

        var origin = CommonSource(left, right);
        var (first, second) = (left.Since(origin), right.Since(origin));
        Layer layer = kind == CombinationKind.Sum && second.Count == 0 && first.Count > 0 ? new ResidualLayer(Block(at), Layers(first))
            : kind == CombinationKind.Sum && first.Count == 0 && second.Count > 0 ? new ResidualLayer(Block(at), Layers(second))
            : new CombineLayer(kind, Layers(first), Layers(second));
        return CallSite.Fit(at, () => TensorValue.Join(origin, layer, left, [.. first, .. second]));
    }

    /// <summary>The last value that two others come from.</summary>
    public static TensorValue CommonSource(TensorValue left, TensorValue right)
    {
        var ancestors = new HashSet<TensorValue>();
        for (var step = left; step is not null; step = step.Source)
        {
            ancestors.Add(step);
        }

        // Every value begins at the example, so there is one.
        var common = right;
        while (!ancestors.Contains(common))
        {
            common = common.Source!;
        }

        return common;
    }

    /// <summary>The layers of several steps.</summary>
    public static EquatableArray<Layer> Layers(IReadOnlyList<TensorValue> steps) => new(steps.Select(step => step.Layer!));

    /// <summary>The class that holds the sum gives the block its name.</summary>
    private static string Block(IOperation at) => at.SemanticModel?.GetEnclosingSymbol(at.Syntax.SpanStart)?.ContainingType?.Name ?? "forward";

    private static double Number(Constant constant, IOperation at) => constant.Content is { } content and not (string or bool or char)
        ? Convert.ToDouble(content, System.Globalization.CultureInfo.InvariantCulture)
        : throw new NotUnderstoodException(RuleIds.ArgumentNotUnderstood, at.Syntax, "has an operand that is no number");
}
