using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Poolings of sequences [channels × length], which are images of height one.</summary>
internal static class SequencePools
{
    /// <summary>The functions of the family.</summary>
    public static IReadOnlyDictionary<string, CallReader> Functions { get; } = new Dictionary<string, CallReader>
    {
        ["max_pool1d"] = static (input, site) => Max(site)(input, site.Call),
        ["avg_pool1d"] = static (input, site) => Average(site)(input, site.Call),
        ["adaptive_avg_pool1d"] = static (input, site) => AdaptiveAverage(site)(input, site.Call),
        ["adaptive_max_pool1d"] = static (input, site) => AdaptiveMax(site)(input, site.Call),
    };

    /// <summary>The maximum of each window.</summary>
    public static Func<TensorValue, IOperation, TensorValue> Max(CallSite site)
    {
        site.Require("dilation", site.Integer("dilation", 1) == 1, "is not 1, but windows over sequences are of neighbors");
        return Pooled(site, window => new MaxPoolLayer(window));
    }

    /// <summary>The mean of each window.</summary>
    public static Func<TensorValue, IOperation, TensorValue> Average(CallSite site) => Pooled(site, window => new AveragePoolLayer(window, false));

    /// <summary>The mean of each of several parts.</summary>
    public static Func<TensorValue, IOperation, TensorValue> AdaptiveAverage(CallSite site) => Adaptive(new AdaptiveAveragePoolLayer(1, site.Count("output_size")));

    /// <summary>The maximum of each of several parts.</summary>
    public static Func<TensorValue, IOperation, TensorValue> AdaptiveMax(CallSite site) => Adaptive(new AdaptiveMaxPoolLayer(1, site.Count("output_size")));

    /// <summary>Refuses what is no sequence of some channels.</summary>
    public static void Require(TensorValue input, int? channels, IOperation at)
    {
        if (input.Shape.Count != 2 || (channels is { } number && input.Shape[0] != number))
        {
            throw new NotUnderstoodException(
                RuleIds.ModuleShapesDoNotFit, at.Syntax, $"takes sequences{(channels is null ? "" : $" of {channels} channels")}, channels×length, but gets examples of shape {ShapeException.Format(input.Shape)}");
        }
    }

    /// <summary>What a layer over images makes of a sequence.</summary>
    public static TensorValue AsImage(TensorValue input, IOperation at, Func<TensorValue, TensorValue> apply) => CallSite.Fit(at, () =>
    {
        var result = apply(ShapeCalls.Reshaped(input, [input.Shape[0], 1, input.Shape[1]]).Images());
        return ShapeCalls.Reshaped(result, [result.Shape[0], result.Shape[2]]);
    });

    private static Func<TensorValue, IOperation, TensorValue> Adaptive(Layer pool) => (input, at) =>
    {
        Require(input, null, at);
        return AsImage(input, at, image => image.Then(pool));
    };

    private static Func<TensorValue, IOperation, TensorValue> Pooled(CallSite site, Func<Window, Layer> layer)
    {
        site.Require("ceil_mode", !site.Flag("ceil_mode", false), "is true, but windows of a layer do not reach beyond the sequence");
        site.Require("padding", site.Integer("padding", 0) == 0, "is not 0, but windows over sequences have no padding");
        var length = site.Count("kernel_size");
        var pool = layer(new Window(1, length, site.Count("stride", length)));
        return (input, at) =>
        {
            Require(input, null, at);
            return AsImage(input, at, image => image.Then(pool));
        };
    }
}
