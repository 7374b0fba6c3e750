using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Normalizations.</summary>
internal static class NormModules
{
    /// <summary>The constructors of the family.</summary>
    public static IReadOnlyDictionary<string, ModuleConstructor> Constructors { get; } = new Dictionary<string, ModuleConstructor>
    {
        ["BatchNorm1d"] = static site => BatchNorm(site, 1, 2),
        ["BatchNorm2d"] = static site => BatchNorm(site, 3, 3),
        ["InstanceNorm2d"] = InstanceNorm,
        ["GroupNorm"] = GroupNorm,
        ["LayerNorm"] = LayerNorm,
    };

    private static ModuleValue BatchNorm(CallSite site, int fewest, int most)
    {
        DataTypes.Check(site);
        site.Require("affine", site.Flag("affine", true), "is false, but the layer has a scale and a shift");
        site.Require("track_running_stats", site.Flag("track_running_stats", true), "is false, but the layer has running statistics");
        var channels = site.Count("num_features|features");
        var layer = new BatchNormLayer(site.Number("momentum", 0.1), site.Number("eps", 1e-5), Frozen: false);
        return new LayerModule((input, at, call) => OverChannels(input, at, channels, fewest, most).Then(layer, call))
        {
            Parameters =
            [
                TensorParameter.Vector("weight", channels),
                TensorParameter.Vector("bias", channels),
                TensorParameter.Vector("running_mean", channels, trained: false),
                TensorParameter.Vector("running_var", channels, trained: false),
            ],
        };
    }

    private static ModuleValue InstanceNorm(CallSite site)
    {
        DataTypes.Check(site);
        site.Require("track_running_stats", !site.Flag("track_running_stats", false), "is true, but the layer has no running statistics");
        var (channels, affine) = (site.Count("num_features|features"), site.Flag("affine", false));
        var layer = new InstanceNormLayer(site.Number("eps", 1e-5), affine);
        return new LayerModule((input, at, call) => CallSite.Fit(at, () => OverChannels(input, at, channels, 3, 3).Then(layer, call)))
        {
            Parameters = affine ? [TensorParameter.Vector("weight", channels), TensorParameter.Vector("bias", channels)] : [],
        };
    }

    private static ModuleValue GroupNorm(CallSite site)
    {
        DataTypes.Check(site);
        var (channels, affine) = (site.Count("num_channels"), site.Flag("affine", true));
        var layer = new GroupNormLayer(site.Count("num_groups"), site.Number("eps", 1e-5), affine);
        return new LayerModule((input, at, call) => CallSite.Fit(at, () => OverChannels(input, at, channels, 1, 3).Then(layer, call)))
        {
            Parameters = affine ? [TensorParameter.Vector("weight", channels), TensorParameter.Vector("bias", channels)] : [],
        };
    }

    private static ModuleValue LayerNorm(CallSite site)
    {
        DataTypes.Check(site);
        var (epsilon, shape) = (site.Number("eps", 1e-5), site.Integers("normalized_shape"));
        if (!site.Flag("elementwise_affine", true))
        {
            return PlainLayerNorm(epsilon, shape);
        }

        site.Require("bias", site.Flag("bias", true), "is false, but the layer has a scale and a shift");
        return LayerNorm(epsilon, shape);
    }

    /// <summary>Without scale and shift it has no parameters: (x − mean) / √(variance + ε).</summary>
    private static ModuleValue PlainLayerNorm(double epsilon, IReadOnlyList<int> shape) => ModuleTable.Plain(
        (input, at) =>
        {
            var plain = input.Plain();
            var leading = plain.Shape.Count - shape.Count;
            if (leading < 0 || plain.BatchAxis > leading || !plain.Shape.Skip(leading).SequenceEqual(shape))
            {
                throw Misfit(at, $"normalizes the last dimensions {ShapeException.Format(new EquatableArray<int>(shape))} but gets examples of shape {ShapeException.Format(plain.Shape)}");
            }

            var axes = Enumerable.Range(leading, shape.Count).ToList();
            var deviation = ReduceCalls.Squares(plain, axes, mean: true, centered: true, at).Then(new ScaleLayer(1, epsilon)).Then(new ElementwiseLayer(ElementwiseFunction.Sqrt));
            var centered = ArithmeticCalls.Combine(CombinationKind.Difference, plain, plain.Then(new ReduceLayer(new EquatableArray<int>(axes), Mean: true)), at);
            return ArithmeticCalls.Combine(CombinationKind.Quotient, centered, deviation, at);
        },
        takesAnyBatch: true);

    /// <summary>Over several dimensions it is the layer over all their values in an example: they are joined for it and parted again.</summary>
    public static LayerModule LayerNorm(double epsilon, IReadOnlyList<int> shape)
    {
        var (layer, length) = (new LayerNormLayer(epsilon), shape.Aggregate(1, (product, extent) => product * extent));
        return new LayerModule((input, at, call) =>
        {
            var rows = input.Plain();
            var leading = rows.Shape.Take(rows.Shape.Count - shape.Count).ToList();
            if (rows.BatchAxis > leading.Count)
            {
                throw new NotUnderstoodException(RuleIds.BatchMixed, at.Syntax, "normalizes over the batch, which is among the last dimensions here");
            }

            if (!leading.Concat(shape).SequenceEqual(rows.Shape))
            {
                throw Misfit(at, $"normalizes the last dimensions {ShapeException.Format(new EquatableArray<int>(shape))} but gets examples of shape {ShapeException.Format(rows.Shape)}");
            }

            return shape.Count == 1
                ? rows.Then(layer, call)
                : rows.View(new ReshapeLayer(new EquatableArray<int>(leading.Append(length)))).Then(layer, call).View(new ReshapeLayer(rows.Shape));
        })
        {
            TakesAnyBatch = true,
            Parameters = [TensorParameter.Vector("weight", length), TensorParameter.Vector("bias", length)],
        };
    }

    private static TensorValue OverChannels(TensorValue input, IOperation at, int channels, int fewest, int most) =>
        input.Shape.Count >= fewest && input.Shape.Count <= most && input.Shape[0] == channels
            ? input.Images()
            : throw Misfit(at, $"normalizes {channels} channels but gets examples of shape {ShapeException.Format(input.Shape)}");

    private static NotUnderstoodException Misfit(IOperation at, string detail) => new(RuleIds.ModuleShapesDoNotFit, at.Syntax, detail);
}
