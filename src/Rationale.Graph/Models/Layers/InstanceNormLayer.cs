namespace Rationale.Graph.Models;

/// <summary>Instance normalization (Ulyanov et al. 2016): each channel of each example is brought to mean zero and variance one over the positions, then, if wanted, scaled and shifted.</summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Affine">Whether channels are scaled and shifted by trained numbers.</param>
public sealed record InstanceNormLayer(double Epsilon, bool Affine) : Layer
{
    /// <inheritdoc/>
    public override string Name => "InstanceNorm";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => input.Count > 1 && input.Take(input.Count - 1).Aggregate(1, (product, extent) => product * extent) > 1
        ? input
        : throw new ShapeException($"[InstanceNorm] normalizes over the positions of each channel, but examples of shape {ShapeException.Format(input)} have one; give it images, or use [LayerNorm]");

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => Affine ? 2.0 * input[input.Count - 1] : 0;

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        _ = OutputShape(input.Shape.Dimensions);
        var name = context.NextName("instanceNorm");
        var number = name.Substring("instanceNorm".Length);

        // Channels stand last; the kernels add up and repeat neighbors. Two reorderings around everything cost less than one for each mean and each repetition.
        var rank = input.Shape.Rank;
        var positions = Enumerable.Range(1, rank - 1).ToArray();
        var channels = input.Permute([rank - 1, .. Enumerable.Range(0, rank - 1)]);
        var centered = channels - channels.Mean(positions);
        var normalized = (centered / (centered.Square().Mean(positions) + Epsilon).Sqrt()).Permute([.. positions, 0]);
        if (!Affine)
        {
            return normalized.Named($"i{number}");
        }

        var width = Shape.Unbatched(input.Shape.Last);
        var scale = context.Parameter($"{name}.scale", $"γⁱ{number}", width, new Initializer(InitializerKind.Constant, 1));
        var shift = context.Parameter($"{name}.shift", $"βⁱ{number}", width, new Initializer(InitializerKind.Constant, 0));
        return ((normalized * scale) + shift).Named($"i{number}");
    }
}
