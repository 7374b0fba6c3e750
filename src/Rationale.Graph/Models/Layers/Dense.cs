namespace Rationale.Graph.Models;

/// <summary>y = x W + b.</summary>
/// <param name="Units">Outputs per row.</param>
/// <param name="Bias">Whether a bias is added.</param>
/// <param name="Initialization">How weight and bias start.</param>
public sealed record Dense(int Units, bool Bias, Initialization Initialization) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Dense";

    /// <inheritdoc/>
    public override string Signature => Bias ? $"Dense({Units})" : $"Dense({Units}, no bias)";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => input.Count == 1
        ? EquatableArray.Of(Units)
        : throw new ShapeException($"[Dense({Units})] takes rows of one dimension but gets rows of shape {ShapeException.Format(input)}; add [Flatten] before it");

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => Units * (input[0] + (Bias ? 1.0 : 0.0));

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var name = context.NextName("dense");
        var number = name.Substring("dense".Length);
        var inputs = input.Shape.Last;
        var weight = context.Parameter($"{name}.weight", $"W{number}", Shape.Whole(inputs, Units), Start.OfWeight(Initialization, inputs, Units));
        var product = input.MatMul(weight);
        return (Bias
            ? product + context.Parameter($"{name}.bias", $"b{number}", Shape.Whole(Units), Start.OfBias(Initialization, inputs))
            : product).Named($"z{number}");
    }
}
