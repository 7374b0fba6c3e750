using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Tensors behind each other along a dimension: <c>torch.cat</c> and its other names, and <c>torch.stack</c> along a new one. Their first argument is a list, so they stand apart from the functions of one tensor.</summary>
internal static class ConcatCalls
{
    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names { get; } = ["cat", "concat", "concatenate", Stack];

    private const string Stack = "stack";

    /// <summary>The dimension, which <c>concatenate</c> calls an axis.</summary>
    private const string Dimension = "dim|axis";

    /// <summary>What a call gives.</summary>
    public static TensorValue Read(CallSite site)
    {
        var tensors = site.Values("tensors").Select(value => value as TensorValue ?? throw site.Refuse(RuleIds.ArgumentNotUnderstood, "tensors", $"holds {value.Kind} where a tensor is needed")).ToList();
        if (tensors.Count == 0)
        {
            throw site.Refuse(RuleIds.ArgumentNotUnderstood, "tensors", "holds no tensor");
        }

        if (site.Name == Stack)
        {
            tensors = [.. tensors.Select(tensor => ShapeCalls.Unsqueeze(tensor, site, 0))];
        }

        var axis = site.Axis(Dimension, tensors[0], 0);
        site.Require(Dimension, axis > 0 && axis <= tensors[0].Shape.Count, "is no dimension of an example: layers never join examples of a batch");
        return tensors.Aggregate((left, right) => Join(left, right, axis, site));
    }

    private static TensorValue Join(TensorValue left, TensorValue right, int axis, CallSite site)
    {
        if (left.ChannelsLast != right.ChannelsLast)
        {
            (left, right) = (left.Images(), right.Images());
        }

        // Of an example; where channels stand last, the first of TorchSharp's dimensions is the last one.
        var inner = !left.ChannelsLast ? axis - 1 : axis == 1 ? left.Inner.Count - 1 : axis - 2;
        var origin = ArithmeticCalls.CommonSource(left, right);
        var (first, second) = (left.Since(origin), right.Since(origin));
        var layer = new ConcatLayer(inner, ArithmeticCalls.Layers(first), ArithmeticCalls.Layers(second));
        return CallSite.Fit(site.Call, () => TensorValue.Join(origin, layer, layer.OutputShape(origin.Inner), left.ChannelsLast, [.. first, .. second]));
    }
}
