namespace Rationale.Graph.Operators;

/// <summary>
/// The second input where the first is above zero, otherwise <paramref name="Below"/> times it: the derivative of a (leaky) rectifier applied to a
/// cotangent. Linear in the second input; its slope in the first is zero almost everywhere and taken as zero.
/// </summary>
/// <param name="Below">Factor at and below zero.</param>
public sealed record ReluBackwardOp(double Below) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<int> Overwritable => [1, 0];

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0] == inputs[1]
        ? inputs[1]
        : throw new ShapeException($"a gate of shape {inputs[0]} does not fit values of shape {inputs[1]}");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [null, cotangent.ReluBackward(node.Inputs[0], Below)];

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs switch
    {
        [_, { Operator: ConstantOp { Value: 0 } } zero] => zero,
        [var gate, { Operator: ConstantOp one }] => one.Value * gate.Heaviside(Below),
        [var gate, { Operator: ReluBackwardOp inner, Inputs: [var innerGate, _] } gated] when Below == 0 && inner.Below == 0 && gate == innerGate => gated,
        _ => null,
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => Below == 0
        ? $"{inputs[1]} ⊙ [{inputs[0]} > 0]"
        : $"{inputs[1]} ⊙ ({inputs[0]} > 0 ? 1 : {Number.Format(Below)})";
}
