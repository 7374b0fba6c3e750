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
    };

    /// <summary>A tensor without dimensions of an example that have extent one.</summary>
    public static TensorValue Without(TensorValue input, IReadOnlyCollection<int> axes, CallSite site)
    {
        var shape = input.Shape.Where((_, axis) => !axes.Contains(axis)).ToList();
        return shape.Count == 0
            ? throw new NotUnderstoodException(RuleIds.CallNotUnderstood, site.Call.Syntax, "leaves examples without a dimension; keep examples of one value")
            : ShapeCalls.Reshaped(input, shape).WithBatch(input.BatchAxis - axes.Count(axis => axis < input.BatchAxis));
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
