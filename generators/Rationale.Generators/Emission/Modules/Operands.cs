using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Modules;

/// <summary>The inputs of a node as expressions, and what else an operator's expression may name.</summary>
/// <param name="node">The node.</param>
/// <param name="scope">What the values of the method are called.</param>
internal sealed class Operands(Node node, LossScope scope)
{
    /// <summary>The inputs as nodes, for expressions that say several operators at once.</summary>
    public IReadOnlyList<Node> Inputs => node.Inputs;

    /// <summary>Shapes of the inputs.</summary>
    public IReadOnlyList<Shape> Shapes { get; } = [.. node.Inputs.Select(input => input.Shape)];

    /// <summary>The features, whose first extent is the number of examples.</summary>
    public string Features => scope.Features;

    /// <summary>What the module gives, whose element type and device are those of the loss.</summary>
    public Expression Outputs => scope.Outputs;

    /// <summary>An input.</summary>
    public Expression this[int index] => scope.Of(node.Inputs[index]);

    /// <summary>Any value.</summary>
    public Expression Of(Node value) => scope.Of(value);

    /// <summary>A coefficient.</summary>
    public Expression Setting(string key) => scope.Setting(key);

    /// <summary>An input that is repeated over the result: extents of one stand behind the examples, where libtorch would put them before.</summary>
    public Expression Aligned(int index)
    {
        var (value, shape) = (this[index], node.Inputs[index].Shape);
        for (var missing = value.IsNumber ? 0 : ExamplesFirst.Missing(shape, node.Shape); missing > 0; missing--)
        {
            value = value.Call("unsqueeze", 1);
        }

        return value;
    }

    /// <summary>An input as a tensor, where an operator takes no number.</summary>
    public Expression Filled(int index) => node.Inputs[index] is { Operator: SourceOp, Shape: var shape } && this[index] is { IsNumber: true } number
        ? new Expression($"global::TorchSharp.torch.full([{string.Join(", ", Extents(shape).Select(extent => extent.Text))}], {number.Text}, {Outputs.Operand}.dtype, {Outputs.Operand}.device)")
        : Aligned(index);

    /// <summary>The extents of a shape, the examples first.</summary>
    public Expression[] Extents(Shape shape) =>
        [.. shape.Batched ? [new Expression($"{Features}.shape[0]")] : Array.Empty<Expression>(), .. shape.Dimensions.Select(extent => (Expression)extent)];

    /// <summary>A dimension of the first input, counted with the examples.</summary>
    public Expression Axis(int axis) => ExamplesFirst.Axis(node.Inputs[0].Shape, axis);

    /// <summary>Whether the first of two inputs is computed from data alone, through which no derivative goes, and the second is a number.</summary>
    public bool IsDataAndNumber => this[1].IsNumber && scope.IsData(node.Inputs[0]);

    /// <summary>True and false as 1 and 0.</summary>
    public Expression Mask(Expression condition) => condition.Call("type_as", Outputs);

    /// <summary>1 at each index along a new last dimension.</summary>
    public Expression OneHot(Expression indices, int classes) =>
        new Expression($"{scope.Functional}.one_hot({indices.Text}, {Literals.Format(classes)})").Call("type_as", Outputs);
}
