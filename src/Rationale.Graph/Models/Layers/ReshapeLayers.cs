namespace Rationale.Graph.Models;

/// <summary>Dimensions of an example in another order.</summary>
/// <param name="Order">Each dimension's number once, counted from 0.</param>
public sealed record PermuteLayer(EquatableArray<int> Order) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Permute";

    /// <inheritdoc/>
    public override string Signature => $"Permute({string.Join(", ", Order)})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        Order.Count == input.Count && input.Count <= Operators.PermuteOp.MaxDimensions && Order.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, input.Count))
            ? new EquatableArray<int>(Order.Select(axis => input[axis]))
            : throw new ShapeException($"[{Signature}] gets examples of shape {ShapeException.Format(input)}; name each of the {input.Count} dimensions once, counted from 0 (at most {Operators.PermuteOp.MaxDimensions})");

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.Permute([.. Order]);
}

/// <summary>The same elements in the same order under another shape.</summary>
/// <param name="Shape">The other shape.</param>
public sealed record ReshapeLayer(EquatableArray<int> Shape) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Reshape";

    /// <inheritdoc/>
    public override string Signature => $"Reshape({string.Join(", ", Shape)})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => Length(Shape) == Length(input)
        ? Shape
        : throw new ShapeException($"[{Signature}] has {Length(Shape)} values but gets examples of shape {ShapeException.Format(input)}, which have {Length(input)}");

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.Reshape(input.Shape.With(Shape));

    private static double Length(EquatableArray<int> shape) => shape.Aggregate(1.0, (product, extent) => product * extent);
}
