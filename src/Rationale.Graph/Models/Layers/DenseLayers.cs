namespace Rationale.Graph.Models;

/// <summary>y = x W + b.</summary>
/// <param name="Units">Outputs per example.</param>
/// <param name="Bias">Whether a bias is added.</param>
/// <param name="Initialization">How weight and bias start.</param>
public sealed record DenseLayer(int Units, bool Bias, Initialization Initialization) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Dense";

    /// <inheritdoc/>
    public override string Signature => Bias ? $"Dense({Units})" : $"Dense({Units}, no bias)";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => input.Count == 1
        ? EquatableArray.Create(Units)
        : throw new ShapeException($"[Dense({Units})] takes examples of one dimension but gets examples of shape {ShapeException.Format(input)}; add [Flatten] before it{(input.Count == 2 ? $", or write [LastAxisDense({Units})] for the same weights at each position" : "")}");

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => Linear.ParameterCount(input[0], Units, Bias);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var name = context.NextName("dense");
        var number = name.Substring("dense".Length);
        return Linear.Apply(context, input, name, number, Units, Bias, Initialization).Named($"z{number}");
    }
}

/// <summary>The same dense layer at each position: y = x W + b along the last dimension.</summary>
/// <param name="Units">Outputs per position.</param>
/// <param name="Bias">Whether a bias is added.</param>
/// <param name="Initialization">How weight and bias start.</param>
public sealed record LastAxisDenseLayer(int Units, bool Bias, Initialization Initialization) : Layer
{
    /// <inheritdoc/>
    public override string Name => "LastAxisDense";

    /// <inheritdoc/>
    public override string Signature => Bias ? $"LastAxisDense({Units})" : $"LastAxisDense({Units}, no bias)";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => input.Count >= 2
        ? new EquatableArray<int>(input.Take(input.Count - 1).Append(Units))
        : throw new ShapeException($"[LastAxisDense({Units})] takes examples of two dimensions or more, such as tokens×width, but gets examples of shape {ShapeException.Format(input)}; write [Dense({Units})]");

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => Linear.ParameterCount(input[input.Count - 1], Units, Bias);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var name = context.NextName("dense");
        var number = name.Substring("dense".Length);
        return Linear.Apply(context, input, name, number, Units, Bias, Initialization).Named($"z{number}");
    }
}
