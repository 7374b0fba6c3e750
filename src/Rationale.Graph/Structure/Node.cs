namespace Rationale.Graph;

/// <summary>One value of a graph: an operator applied to other values. Made by <see cref="GraphBuilder"/> only.</summary>
/// <remarks>Thread safety: read by any number of threads once its graph is built; see <see cref="GraphBuilder"/>.</remarks>
public sealed class Node
{
    internal Node(GraphBuilder builder, int id, Operator @operator, IReadOnlyList<Node> inputs, Shape shape, Phase phase, BlockUse? block)
    {
        Builder = builder;
        Id = id;
        Operator = @operator;
        Inputs = inputs;
        Shape = shape;
        Phase = phase;
        Block = block;
    }

    /// <summary>Position in the order of creation; inputs have smaller numbers, so the numbers are a topological order.</summary>
    public int Id { get; }

    /// <summary>What is computed.</summary>
    public Operator Operator { get; }

    /// <summary>From what it is computed.</summary>
    public IReadOnlyList<Node> Inputs { get; }

    /// <summary>Shape of the value.</summary>
    public Shape Shape { get; }

    /// <summary>The part of the step that computes the value.</summary>
    public Phase Phase { get; }

    /// <summary>The use of a block to which the value, or what it is the gradient of, belongs; null outside of blocks.</summary>
    internal BlockUse? Block { get; }

    /// <summary>What readers call the value, in mathematics (<c>z1</c>, <c>∂s/∂a1</c>); null for values without a name.</summary>
    public string? Label { get; private set; }

    /// <summary>The builder that made the node.</summary>
    public GraphBuilder Builder { get; }

    /// <summary>Elementwise sum.</summary>
    public static Node operator +(Node left, Node right) => left.Builder.Elementwise(new Operators.AddOp(), left, right);

    /// <summary>Elementwise difference.</summary>
    public static Node operator -(Node left, Node right) => left.Builder.Elementwise(new Operators.SubtractOp(), left, right);

    /// <summary>Elementwise product.</summary>
    public static Node operator *(Node left, Node right) => left.Builder.Elementwise(new Operators.MultiplyOp(), left, right);

    /// <summary>Elementwise quotient.</summary>
    public static Node operator /(Node left, Node right) => left.Builder.Elementwise(new Operators.DivideOp(), left, right);

    /// <summary>Negation.</summary>
    public static Node operator -(Node value) => value.Affine(-1, 0);

    /// <summary>Product with a number.</summary>
    public static Node operator *(double scale, Node value) => value.Affine(scale, 0);

    /// <summary>Sum with a number.</summary>
    public static Node operator +(Node value, double shift) => value.Affine(1, shift);

    /// <summary>Difference from a number.</summary>
    public static Node operator -(double shift, Node value) => value.Affine(-1, shift);

    /// <summary>Gives the value a name, unless it has one.</summary>
    public Node Named(string? label)
    {
        Label ??= label;
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Label ?? "t" + Id} {Shape} = {Operator.Format([.. Inputs.Select(input => input.Label ?? "t" + input.Id)])}";
}
