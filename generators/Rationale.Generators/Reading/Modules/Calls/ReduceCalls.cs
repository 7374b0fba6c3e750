using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Sums and means over dimensions of an example.</summary>
internal static class ReduceCalls
{
    /// <summary>The functions of the family.</summary>
    public static IReadOnlyDictionary<string, CallReader> Functions { get; } = new Dictionary<string, CallReader>
    {
        ["mean"] = static (input, site) => Reduce(input, site, mean: true),
        ["sum"] = static (input, site) => Reduce(input, site, mean: false),
        ["var"] = static (input, site) => Variance(input, site),
        ["std"] = static (input, site) => Root(Variance(input, site)),
        ["norm"] = static (input, site) => Norm(input, site, site.Flag("keepdim", false)),
        ["normalize"] = static (input, site) => ArithmeticCalls.Combine(
            CombinationKind.Quotient, input, Norm(input, site, keep: true).Then(new ClampLayer(site.Number("eps", 1e-12), double.PositiveInfinity)), site.Call),
        ["amax"] = static (input, site) => Maximum(input, site, "dims"),
        ["amin"] = static (input, site) => Maximum(input.Then(new ScaleLayer(-1, 0)), site, "dims").Then(new ScaleLayer(-1, 0)),
        ["max"] = static (input, site) => new ListValue([Maximum(input, site, "dim"), new OpaqueValue("the places of a maximum")]),
        ["min"] = static (input, site) => new ListValue([Maximum(input.Then(new ScaleLayer(-1, 0)), site, "dim").Then(new ScaleLayer(-1, 0)), new OpaqueValue("the places of a minimum")]),
    };

    /// <summary>A tensor without dimensions of an example that have extent one.</summary>
    public static TensorValue Without(TensorValue input, IReadOnlyCollection<int> axes, CallSite site)
    {
        var shape = input.Shape.Where((_, axis) => !axes.Contains(axis)).ToList();
        return shape.Count == 0
            ? throw new NotUnderstoodException(RuleIds.CallNotUnderstood, site.Call.Syntax, "leaves examples without a dimension; keep examples of one value")
            : ShapeCalls.Reshaped(input, shape).WithBatch(input.BatchAxis - axes.Count(axis => axis < input.BatchAxis));
    }

    /// <summary>The mean squared distance from the mean over dimensions of an example, by n − 1 unless it is said otherwise.</summary>
    private static TensorValue Variance(TensorValue input, CallSite site)
    {
        var axes = Axes(input, site, "dimensions|dim", "takes the variance over the examples of the batch; name dimensions of an example");
        var count = axes.Aggregate(1, (product, axis) => product * input.Shape[axis]);
        var unbiased = site.Flag("unbiased", true);
        site.Require("unbiased", !unbiased || count > 1, "is true, but the variance of one value has no n − 1");
        var variance = Squares(input, axes, mean: true, centered: true, site.Call);
        variance = unbiased ? variance.Then(new ScaleLayer((double)count / (count - 1), 0)) : variance;
        return site.Flag("keepdim", false) ? variance : Without(variance, axes, site);
    }

    /// <summary>The Euclidean norm along a dimension of an example.</summary>
    private static TensorValue Norm(TensorValue input, CallSite site, bool keep)
    {
        site.Require("p", site.Number("p", 2) == 2, "is not 2, but only the Euclidean norm is made of layers");
        var axes = Axes(input, site, "dim|dimension", "takes the norm over the examples of the batch; name a dimension of an example");
        var norm = Root(Squares(input, axes, mean: false, centered: false, site.Call));
        return keep ? norm : Without(norm, axes, site);
    }

    /// <summary>The root of squares, whose slope at zero is zero, as libtorch has it of norms and deviations: what is added vanishes beside any other value.</summary>
    private static TensorValue Root(TensorValue squares) => squares.Then(new ScaleLayer(1, 1e-24)).Then(new ElementwiseLayer(ElementwiseFunction.Sqrt));

    /// <summary>The sum or mean of squares over dimensions, which stay with extent one; perhaps of what is left without the mean.</summary>
    public static TensorValue Squares(TensorValue input, IReadOnlyList<int> axes, bool mean, bool centered, IOperation at) => CallSite.Fit(at, () =>
    {
        var (plain, over) = (input.Plain(), new EquatableArray<int>(axes));
        var values = centered ? ArithmeticCalls.Combine(CombinationKind.Difference, plain, plain.Then(new ReduceLayer(over, Mean: true)), at) : plain;
        return values.Then(new ElementwiseLayer(ElementwiseFunction.Square)).Then(new ReduceLayer(over, mean));
    });

    /// <summary>Dimensions of an example from 0, in order.</summary>
    private static IReadOnlyList<int> Axes(TensorValue input, CallSite site, string parameter, string refusal)
    {
        var axes = site.Integers(parameter).Select(axis => site.AxisFrom(axis, input)).OrderBy(axis => axis).ToList();
        return axes.Count == 0 || axes.Contains(0)
            ? throw new NotUnderstoodException(RuleIds.BatchMixed, site.Call.Syntax, refusal)
            : [.. axes.Select(axis => axis - 1)];
    }

    /// <summary>The maximum along dimensions of an example, which are brought behind the others: then each is one window over a sequence.</summary>
    private static TensorValue Maximum(TensorValue input, CallSite site, string parameter)
    {
        var axes = site.Integers(parameter).Select(axis => site.AxisFrom(axis, input)).OrderBy(axis => axis).ToList();
        if (axes.Count == 0 || axes.Contains(0) || input.BatchAxis != 0)
        {
            throw new NotUnderstoodException(RuleIds.BatchMixed, site.Call.Syntax, "takes the maximum over the examples of the batch, or of two tensors; name dimensions of an example, with the batch first");
        }

        var (plain, rest) = (input.Plain(), Enumerable.Range(0, input.Shape.Count).Where(axis => !axes.Contains(axis + 1)).ToList());
        var length = axes.Aggregate(1, (product, axis) => product * plain.Shape[axis - 1]);
        var rows = rest.Aggregate(1, (product, axis) => product * plain.Shape[axis]);
        var shape = plain.Shape.Select((extent, axis) => axes.Contains(axis + 1) ? 1 : extent).ToList();
        return CallSite.Fit(site.Call, () =>
        {
            var order = rest.Concat(axes.Select(axis => axis - 1)).ToList();
            var turned = order.SequenceEqual(Enumerable.Range(0, order.Count)) ? plain : plain.View(new PermuteLayer(new EquatableArray<int>(order)));
            var reduced = SequencePools.AsImage(ShapeCalls.Reshaped(turned, [rows, length]), site.Call, image => image.Then(new MaxPoolLayer(new Window(1, length, 1))));
            reduced = ShapeCalls.Reshaped(reduced, shape);
            return site.Flag("keepdim", false) ? reduced : Without(reduced, [.. axes.Select(axis => axis - 1)], site);
        });
    }

    private static TensorValue Reduce(TensorValue input, CallSite site, bool mean)
    {
        site.RequireNone("type");
        var given = site.Values("dimensions|dim").Count > 0 ? site.Integers("dimensions|dim") : [.. new[] { "dim0", "dim1", "dim2" }.Where(name => site.Value(name) is not null).Select(name => site.Integer(name))];
        var axes = given.Select(axis => site.AxisFrom(axis, input)).OrderBy(axis => axis).ToList();
        if (axes.Count == 0 || axes.Contains(0))
        {
            throw new NotUnderstoodException(RuleIds.BatchMixed, site.Call.Syntax, "joins the examples of the batch in one number; name the dimensions of an example");
        }

        var keep = site.Flag("keepdim", false);
        if (mean && input.Shape.Count == 3 && input.BatchAxis == 0 && axes.SequenceEqual([2, 3]))
        {
            return input.Images().Then(keep ? new AdaptiveAveragePoolLayer(1, 1) : new GlobalAveragePoolLayer());
        }

        var reduced = CallSite.Fit(site.Call, () => input.Plain().Then(new ReduceLayer(new EquatableArray<int>(axes.Select(axis => axis - 1)), mean)));
        return keep ? reduced : Without(reduced, [.. axes.Select(axis => axis - 1)], site);
    }
}
