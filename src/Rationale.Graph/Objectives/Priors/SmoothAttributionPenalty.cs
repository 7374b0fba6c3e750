using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>The total variation of the standardized attribution of each image (Erion et al. 2021, the pixel prior); see <see cref="SmoothAttributionsAttribute"/>.</summary>
/// <param name="Weight">λ, zero or more.</param>
/// <param name="Source">The attribution.</param>
/// <param name="ChannelsFirst">Whether an image of three dimensions is [channels, height, width], as TorchSharp has them, and not [height, width, channels].</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record SmoothAttributionPenalty(double Weight, AttributionSource Source, bool ChannelsFirst = false) : AttributionTerm(Weight, Source)
{
    /// <summary>Name of the term and key of its coefficient.</summary>
    public const string Key = "smoothAttributions";

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Smooth attributions";

    /// <inheritdoc/>
    protected override string Attribute => "SmoothAttributions";

    /// <inheritdoc/>
    protected override string Symbol => "λ₅";

    /// <inheritdoc/>
    public override ObjectiveTerm WithChannelsFirst() => this with { ChannelsFirst = true };

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model) =>
        $"λ₅ Σ |a(i+1, j) − a(i, j)| + |a(i, j+1) − a(i, j)| of a, the attribution of an image{(model.InputShape.Count == 3 ? " summed over channels and" : "")} brought to mean 0 and deviation 1, {OverExamples(model.Task)}";

    /// <inheritdoc/>
    protected override string? OwnProblem(ModelSpecification model) => model.InputShape.Count is 2 or 3
        ? null
        : $"[{Attribute}] of '{model.Name}' needs images, [Input(height, width)] or [Input(height, width, channels)], but its input is {ShapeException.Format(model.InputShape)}; use [GraphAttributions] for features that are no grid.";

    /// <inheritdoc/>
    protected override Node Compute(ObjectiveContext context, Node attribution)
    {
        var shape = context.Model.InputShape;
        var (height, width, channels) = shape.Count == 2 ? (shape[0], shape[1], 1) : ChannelsFirst ? (shape[1], shape[2], shape[0]) : (shape[0], shape[1], shape[2]);
        var pixels = height * width;
        var map = shape.Count == 2 ? attribution
            : ChannelsFirst ? attribution.Reshape(Shape.PerExample(channels, pixels)).Sum(0).Reshape(Shape.PerExample(pixels))
            : attribution.Reshape(Shape.PerExample(pixels, channels)).Sum(1).Reshape(Shape.PerExample(pixels));
        var centered = map - map.Mean(0);

        // A map without variation is no longer divided by its deviation, but by that of one pixel's rounding: TensorFlow's per_image_standardization.
        var deviation = RobustnessPenalty.Root(centered.Square().Mean(0)).Maximum(context.Builder.Constant(1 / Math.Sqrt(pixels), Shape.PerExample(1)));
        var standardized = (centered / deviation).Named("a").Reshape(Shape.PerExample(height, width));
        return context.ReduceLikeTask((Steps(standardized, 0) + Steps(standardized, 1)).Total());
    }

    /// <summary>The steps between neighbors along one dimension, added up for each example.</summary>
    private static Node Steps(Node map, int axis)
    {
        var count = map.Shape.Dimensions[axis] - 1;
        return count == 0 ? map.Builder.Constant(0, Shape.PerExample(1)) : (map.Slice(axis, 1, count) - map.Slice(axis, 0, count)).Abs().SumPerExample();
    }
}
