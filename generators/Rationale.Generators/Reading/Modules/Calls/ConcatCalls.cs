using Microsoft.CodeAnalysis;
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
        return tensors.Aggregate((left, right) => Join(left, right, axis, site.Call));
    }

    /// <summary>Two tensors behind each other.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <param name="axis">The dimension of an example, from 1.</param>
    /// <param name="at">The call, for what does not fit.</param>
    public static TensorValue Join(TensorValue left, TensorValue right, int axis, IOperation at)
    {
        ArithmeticCalls.RequireSameBatch(left, right, at);
        (left, right) = left.Shape.Count == right.Shape.Count ? ArithmeticCalls.InOneLayout(left, right) : (left.Plain(), right.Plain());

        // Of an example; where channels stand last, the first of TorchSharp's dimensions is the last one.
        var inner = !left.ChannelsLast ? axis - 1 : axis == 1 ? left.Inner.Count - 1 : axis - 2;
        var join = new Join((first, second) => new ConcatStep(inner, first, second), (first, second) => new ConcatLayer(inner, first, second));
        return CallSite.Fit(at, () => TensorValue.Joined(join, left, right, new ConcatStep(inner, 0, 1).OutputShape([left.Inner, right.Inner])));
    }
}
