namespace Rationale.Graph.Models;

/// <summary>Two branches from one value, put behind each other along a dimension: y = [left(x), right(x)]. A branch without layers is x itself.</summary>
/// <param name="Axis">The dimension of an example, from 0; the others must agree.</param>
/// <param name="Left">Layers of the first part.</param>
/// <param name="Right">Layers of the second part; their parameters stand behind those of the first.</param>
public sealed record ConcatLayer(int Axis, EquatableArray<Layer> Left, EquatableArray<Layer> Right) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Concat";

    /// <inheritdoc/>
    public override string Signature => $"Concat({Axis}; {LayerSequence.Signature(Left)}; {LayerSequence.Signature(Right)})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        Joined(Axis, LayerSequence.OutputShape(Left, input, "left branch"), LayerSequence.OutputShape(Right, input, "right branch"));

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => LayerSequence.ParameterCount(Left, input) + LayerSequence.ParameterCount(Right, input);

    /// <inheritdoc/>
    public override double MaxExampleLength(EquatableArray<int> input) => Math.Max(
        OutputShape(input).Aggregate(1.0, (product, extent) => product * extent),
        Math.Max(LayerSequence.MaxExampleLength(Left, input), LayerSequence.MaxExampleLength(Right, input)));

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var (left, right) = (LayerSequence.Apply(Left, context, input), LayerSequence.Apply(Right, context, input));
        return Functions.Concat(Axis, left, right).Named(context.NextName("c"));
    }

    /// <summary>The shape of two values behind each other.</summary>
    /// <exception cref="ShapeException">They differ in another dimension.</exception>
    internal static EquatableArray<int> Joined(int axis, EquatableArray<int> left, EquatableArray<int> right) =>
        left.Count == right.Count && axis >= 0 && axis < left.Count && !left.Where((extent, other) => other != axis && extent != right[other]).Any()
            ? new EquatableArray<int>(left.Select((extent, other) => other == axis ? extent + right[other] : extent))
            : throw new ShapeException($"two branches give examples of shape {ShapeException.Format(left)} and {ShapeException.Format(right)}; they must agree but for the dimension along which they are joined");
}
