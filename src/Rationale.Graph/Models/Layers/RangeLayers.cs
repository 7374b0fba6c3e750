namespace Rationale.Graph.Models;

/// <summary>A range of one dimension: <c>x[.., 3]</c>, <c>narrow</c>, <c>chunk</c> of a hand-written forward pass.</summary>
/// <param name="Axis">The dimension of an example, from 0.</param>
/// <param name="Start">First index.</param>
/// <param name="Length">Number of indices.</param>
public sealed record SliceLayer(int Axis, int Start, int Length) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Slice";

    /// <inheritdoc/>
    public override string Signature => $"Slice({Axis}, {Start}, {Length})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => Axis >= 0 && Axis < input.Count && Start >= 0 && Length >= 1 && Start <= input[Axis] - Length
        ? new EquatableArray<int>(input.Select((extent, axis) => axis == Axis ? Length : extent))
        : throw new ShapeException($"examples of shape {ShapeException.Format(input)} have no range {Start}..{(long)Start + Length} in dimension {Axis}");

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.Slice(Axis, Start, Length);
}

/// <summary>Zeros before and behind one dimension.</summary>
/// <param name="Axis">The dimension of an example, from 0.</param>
/// <param name="Before">Zeros before it.</param>
/// <param name="Behind">Zeros behind it.</param>
public sealed record PadLayer(int Axis, int Before, int Behind) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Pad";

    /// <inheritdoc/>
    public override string Signature => $"Pad({Axis}, {Before}, {Behind})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => Axis >= 0 && Axis < input.Count && Before >= 0 && Behind >= 0 && (long)input[Axis] + Before + Behind <= int.MaxValue
        ? new EquatableArray<int>(input.Select((extent, axis) => axis == Axis ? extent + Before + Behind : extent))
        : throw new ShapeException($"examples of shape {ShapeException.Format(input)} cannot get {Before} and {Behind} zeros along dimension {Axis}");

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) =>
        input.Builder.Apply(new Operators.PadOp(Axis, Before, input.Shape.Dimensions[Axis] + Before + Behind), input);
}

/// <summary>The sum or mean over some dimensions, which stay with extent one.</summary>
/// <param name="Axes">The dimensions of an example, from 0, in order.</param>
/// <param name="Mean">Whether it is the mean; otherwise the sum.</param>
public sealed record ReduceLayer(EquatableArray<int> Axes, bool Mean) : Layer
{
    /// <inheritdoc/>
    public override string Name => Mean ? "Mean" : "Sum";

    /// <inheritdoc/>
    public override string Signature => $"{Name}({string.Join(", ", Axes)})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => Axes.Count > 0 && Axes.Distinct().Count() == Axes.Count && Axes.All(axis => axis >= 0 && axis < input.Count)
        ? new EquatableArray<int>(input.Select((extent, axis) => Axes.Contains(axis) ? 1 : extent))
        : throw new ShapeException($"examples of shape {ShapeException.Format(input)} do not have the dimensions {string.Join(", ", Axes)}, each once");

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => (Mean ? input.Mean([.. Axes]) : input.Sum([.. Axes])).Named(context.NextName("u"));
}

/// <summary>Scores of queries [… × queries × keys] from which those of later keys are taken: −∞ above the diagonal, so that a softmax gives them no weight.</summary>
public sealed record CausalMaskLayer : Layer
{
    /// <inheritdoc/>
    public override string Name => "CausalMask";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => input.Count >= 2 && input[input.Count - 1] == input[input.Count - 2]
        ? input
        : throw new ShapeException($"a causal mask takes as many queries as keys but gets scores of shape {ShapeException.Format(input)}");

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.LowerTriangle(double.NegativeInfinity);
}

/// <summary>z − log Σ eᶻ over the last dimension.</summary>
public sealed record LogSoftmaxLayer : Layer
{
    /// <inheritdoc/>
    public override string Name => "LogSoftmax";

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.LogSoftmax().Named(context.NextName("a"));
}
