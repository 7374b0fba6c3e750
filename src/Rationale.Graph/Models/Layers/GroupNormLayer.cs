namespace Rationale.Graph.Models;

/// <summary>Group normalization (Wu and He 2018): channels are divided into groups, and each group of each example is brought to mean zero and variance one over its channels and positions, then, if wanted, channels are scaled and shifted.</summary>
/// <param name="Groups">Number of groups, which divides the channels.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Affine">Whether channels are scaled and shifted by trained numbers.</param>
public sealed record GroupNormLayer(int Groups, double Epsilon, bool Affine) : Layer
{
    /// <inheritdoc/>
    public override string Name => "GroupNorm";

    /// <inheritdoc/>
    public override string Signature => $"GroupNorm({Groups}{(Affine ? "" : ", no scale")})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => input.Count == 0 || Groups < 1 || input[input.Count - 1] % Groups != 0
        ? throw new ShapeException($"{Groups} groups do not divide the channels of examples of shape {ShapeException.Format(input)}")
        : input.Aggregate(1.0, (product, extent) => product * extent) > Groups ? input
        : throw new ShapeException($"a normalization of {Groups} groups takes several values a group, but examples of shape {ShapeException.Format(input)} have one");

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => Affine ? 2.0 * input[input.Count - 1] : 0;

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        _ = OutputShape(input.Shape.Dimensions);
        var name = context.NextName("groupNorm");
        var number = name.Substring("groupNorm".Length);

        // Channels stand last; in front, those of a group are neighbors.
        var rank = input.Shape.Rank;
        var channels = input.Permute([rank - 1, .. Enumerable.Range(0, rank - 1)]);
        var groups = channels.Reshape(channels.Shape.With([Groups, channels.Shape.Length / Groups]));
        var centered = groups - groups.Mean(1);
        var normalized = (centered / (centered.Square().Mean(1) + Epsilon).Sqrt()).Reshape(channels.Shape).Permute([.. Enumerable.Range(1, rank - 1), 0]);
        if (!Affine)
        {
            return normalized.Named($"j{number}");
        }

        var width = Shape.Unbatched(input.Shape.Last);
        var scale = context.Parameter($"{name}.scale", $"γᵍ{number}", width, new Initializer(InitializerKind.Constant, 1));
        var shift = context.Parameter($"{name}.shift", $"βᵍ{number}", width, new Initializer(InitializerKind.Constant, 0));
        return ((normalized * scale) + shift).Named($"j{number}");
    }
}
