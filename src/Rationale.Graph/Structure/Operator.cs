namespace Rationale.Graph;

/// <summary>
/// An operation with everything the compiler must know about it: its shape rule, its derivative rule and its algebra. Operators are values:
/// two with equal settings are equal, so a graph holds each computation once.
/// </summary>
/// <remarks>Thread safety: immutable, and so is everything derived from it: any number of threads may use it.</remarks>
public abstract record Operator
{
    /// <summary>Name as in messages and listings: that of the type without its suffix.</summary>
    public virtual string Name => GetType().Name is var name && name.EndsWith("Op", StringComparison.Ordinal) ? name.Substring(0, name.Length - 2) : name;

    /// <summary>Indices of the inputs that the result may overwrite, because each element of the result needs only its own element of them.</summary>
    public virtual IEnumerable<int> Overwritable => [];

    /// <summary>Shape of the result.</summary>
    /// <param name="inputs">Shapes of the inputs.</param>
    /// <exception cref="ShapeException">The inputs do not fit; the message gives the sizes.</exception>
    public abstract Shape InferShape(IReadOnlyList<Shape> inputs);

    /// <summary>The derivative rule: cotangents of the inputs for a cotangent of the result. Null stands for zero.</summary>
    /// <param name="node">The application of this operator.</param>
    /// <param name="cotangent">Cotangent of the result, of the result's shape.</param>
    /// <returns>A cotangent for each input, of that input's shape, itself made of operators: the set is closed under differentiation.</returns>
    public abstract IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent);

    /// <summary>
    /// Arithmetic of one application: for one example where any operand is batched. A product counts its multiplications and its additions; everything else
    /// counts one for each element of its largest operand; what only moves elements counts nothing.
    /// </summary>
    /// <param name="inputs">Shapes of the inputs.</param>
    /// <param name="output">Shape of the result.</param>
    public virtual long Operations(IReadOnlyList<Shape> inputs, Shape output) => inputs.Select(input => (long)input.Length).Append(output.Length).Max();

    /// <summary>A simpler node of equal value, or null. The inputs are already simple.</summary>
    public virtual Node? Simplify(Node node) => null;

    /// <summary>The mathematics of one application, for listings and for the comments of generated code.</summary>
    /// <param name="inputs">The inputs as formulas.</param>
    public virtual string Format(IReadOnlyList<string> inputs) => $"{Name.ToLowerInvariant()}({string.Join(", ", inputs)})";
}
