using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Functions over images: poolings and other sizes. Each is read once into what makes a layer for an image of a given shape.</summary>
internal static class PoolCalls
{
    /// <summary>The functions of the family.</summary>
    public static IReadOnlyDictionary<string, CallReader> Functions { get; } = new Dictionary<string, Func<CallSite, Func<EquatableArray<int>, Layer>>>
    {
        ["max_pool2d"] = Max,
        ["avg_pool2d"] = Average,
        ["adaptive_avg_pool2d"] = AdaptiveAverage,
        ["adaptive_max_pool2d"] = AdaptiveMax,
        ["interpolate"] = Resized,
        ["upsample"] = Resized,
    }.ToDictionary(pair => pair.Key, pair => (CallReader)((input, site) => Apply(input, site.Call, pair.Value(site))));

    /// <summary>The maximum of each window.</summary>
    public static Func<EquatableArray<int>, Layer> Max(CallSite site)
    {
        var window = ReadWindow(site);
        return _ => new MaxPoolLayer(window);
    }

    /// <summary>The mean of each window, which counts the zeros of the padding unless told otherwise.</summary>
    public static Func<EquatableArray<int>, Layer> Average(CallSite site)
    {
        var window = ReadWindow(site);
        site.RequireNone("divisor_override");
        var countPadding = site.Flag("count_include_pad", true) && window.Padding > 0;
        return _ => new AveragePoolLayer(window, countPadding);
    }

    /// <summary>The mean of each of several parts.</summary>
    public static Func<EquatableArray<int>, Layer> AdaptiveAverage(CallSite site)
    {
        var (height, width) = site.Size("output_size");
        return _ => new AdaptiveAveragePoolLayer(height, width);
    }

    /// <summary>The maximum of each of several parts.</summary>
    public static Func<EquatableArray<int>, Layer> AdaptiveMax(CallSite site)
    {
        var (height, width) = site.Size("output_size");
        return _ => new AdaptiveMaxPoolLayer(height, width);
    }

    /// <summary>An image at another size, by a size or by a whole factor.</summary>
    public static Func<EquatableArray<int>, Layer> Resized(CallSite site)
    {
        var kind = site.EnumName("mode") switch
        {
            null or "Nearest" => ResizeKind.Nearest,
            "Bilinear" => ResizeKind.Bilinear,
            var other => throw site.Refuse(RuleIds.ArgumentNotUnderstood, "mode", $"is {other}, but layers resize by Nearest or Bilinear"),
        };
        site.Require("align_corners", !site.Flag("align_corners", false), "is true, but the layer does not align corners");
        site.Require("antialias", !site.Flag("antialias", false), "is true, but the layer has no such setting");
        if (site.Value("size") is not null)
        {
            var (height, width) = site.Size("size");
            return _ => new ResizeLayer(height, width, kind);
        }

        var factors = site.Values("scale_factor").Select(value => value is Constant { Content: double or float or int or long } factor ? Convert.ToDouble(factor.Content) : 0).Distinct().ToList();
        site.Require("scale_factor", factors.Count == 1 && factors[0] is >= 1 and <= int.MaxValue && factors[0] == Math.Floor(factors[0]), "is not one integer for both directions");
        return _ => new UpsampleLayer((int)factors[0], kind);
    }

    /// <summary>Applies such a layer to images.</summary>
    public static TensorValue Apply(TensorValue input, IOperation at, Func<EquatableArray<int>, Layer> layer) => input.Shape.Count == 3
        ? CallSite.Fit(at, () => input.Images().Then(layer(input.Shape)))
        : throw new NotUnderstoodException(RuleIds.ModuleShapesDoNotFit, at.Syntax, $"takes images, channels×height×width, but gets examples of shape {ShapeException.Format(input.Shape)}");

    private static Window ReadWindow(CallSite site)
    {
        site.Require("ceil_mode", !site.Flag("ceil_mode", false), "is true, but windows of a layer do not reach beyond the image");
        var (height, width) = site.Size("kernel_size");
        site.Require("stride|strides", site.Value("stride|strides") is not null || height == width, "is not given, so it is the window's two sides, but a layer has one stride");
        return new Window(height, width, site.Square("stride|strides", height, 1), site.Square("padding", 0, 0), site.Square("dilation", 1, 1));
    }
}
