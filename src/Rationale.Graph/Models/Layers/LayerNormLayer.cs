namespace Rationale.Graph.Models;

/// <summary>Normalization along the last dimension of each example, with a trained scale and shift for each position.</summary>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record LayerNormLayer(double Epsilon) : Layer
{
    /// <inheritdoc/>
    public override string Name => "LayerNorm";

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => 2.0 * input[input.Count - 1];

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var name = context.NextName("norm");
        var number = name.Substring("norm".Length);
        var (last, width) = (input.Shape.Rank - 1, Shape.Unbatched(input.Shape.Last));
        var scale = context.Parameter($"{name}.scale", $"γ{number}", width, new Initializer(InitializerKind.Constant, 1));
        var shift = context.Parameter($"{name}.shift", $"β{number}", width, new Initializer(InitializerKind.Constant, 0));
        var centered = input - input.Mean(last);
        var deviation = (centered.Square().Mean(last) + Epsilon).Sqrt();
        return ((centered / deviation * scale) + shift).Named($"n{number}");
    }
}
