namespace Rationale.Graph.Models;

/// <summary>
/// Two branches from one value, brought together value by value: y = left(x) ∘ right(x). A branch without layers is x itself. Where one branch is x itself and the two are
/// added, <see cref="ResidualLayer"/> says the same.
/// </summary>
/// <param name="Kind">The operation ∘.</param>
/// <param name="Left">Layers of the left operand.</param>
/// <param name="Right">Layers of the right operand; their parameters stand behind those of the left.</param>
public sealed record CombineLayer(CombinationKind Kind, EquatableArray<Layer> Left, EquatableArray<Layer> Right) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Combine";

    /// <inheritdoc/>
    public override string Signature => $"{Kind}({LayerSequence.Signature(Left)}; {LayerSequence.Signature(Right)})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input)
    {
        var (left, right) = (LayerSequence.OutputShape(Left, input, "left branch"), LayerSequence.OutputShape(Right, input, "right branch"));
        return left == right
            ? left
            : throw new ShapeException($"two branches give examples of shape {ShapeException.Format(left)} and {ShapeException.Format(right)}; they must give the same");
    }

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => LayerSequence.ParameterCount(Left, input) + LayerSequence.ParameterCount(Right, input);

    /// <inheritdoc/>
    public override double MaxExampleLength(EquatableArray<int> input) => Math.Max(LayerSequence.MaxExampleLength(Left, input), LayerSequence.MaxExampleLength(Right, input));

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var (left, right) = (LayerSequence.Apply(Left, context, input), LayerSequence.Apply(Right, context, input));
        return Combine(Kind, left, right).Named(context.NextName("r"));
    }

    /// <summary>left ∘ right.</summary>
    internal static Node Combine(CombinationKind kind, Node left, Node right) => kind switch
    {
        CombinationKind.Sum => left + right,
        CombinationKind.Difference => left - right,
        CombinationKind.Product => left * right,
        CombinationKind.Quotient => left / right,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown combination"),
    };
}

/// <summary>How two values become one.</summary>
public enum CombinationKind
{
    /// <summary>left + right.</summary>
    Sum,

    /// <summary>left − right.</summary>
    Difference,

    /// <summary>left · right.</summary>
    Product,

    /// <summary>left / right.</summary>
    Quotient,
}
