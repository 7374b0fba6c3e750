namespace Rationale.Graph.Models;

/// <summary>One layer of a declared model: knows the shape it gives, the parameters it owns and the operators it stands for.</summary>
/// <remarks>Thread safety: immutable, and so is everything derived from it: any number of threads may use it.</remarks>
public abstract record Layer
{
    /// <summary>Name of the layer's attribute without brackets, as in messages.</summary>
    public abstract string Name { get; }

    /// <summary>The layer as text with what decides the meaning of its parameters: <c>Dense(50)</c>.</summary>
    public virtual string Signature => Name;

    /// <summary>The shape of an output example for an example of a given shape.</summary>
    /// <param name="input">Shape of one example.</param>
    /// <exception cref="ShapeException">The layer cannot take such examples; the message gives the sizes.</exception>
    public virtual EquatableArray<int> OutputShape(EquatableArray<int> input) => input;

    /// <summary>The number of trained parameters over examples of a given shape, as a double: it may be more than a buffer can hold.</summary>
    /// <param name="input">Shape of one example, which the layer can take.</param>
    public virtual double ParameterCount(EquatableArray<int> input) => 0;

    /// <summary>The most values of an example that the layer holds at once, as a double: they may be more than a buffer can hold.</summary>
    /// <param name="input">Shape of one example, which the layer can take.</param>
    public virtual double MaxExampleLength(EquatableArray<int> input) => Math.Max(Length(input), Length(OutputShape(input)));

    /// <summary>The operators that the layer stands for.</summary>
    /// <param name="context">Graph and parameters.</param>
    /// <param name="input">Input, [batch×…].</param>
    public abstract Node Apply(LayerContext context, Node input);

    private static double Length(EquatableArray<int> shape) => shape.Aggregate(1.0, (product, extent) => product * extent);
}
