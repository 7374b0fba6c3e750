namespace Rationale.Graph.Models;

/// <summary>One step of a <see cref="DataflowLayer"/>: it takes values by their numbers.</summary>
/// <remarks>Thread safety: immutable, and so is everything derived from it: any number of threads may use it.</remarks>
public abstract record DataflowStep
{
    /// <summary>The step as text with what decides the meaning of parameters.</summary>
    public abstract string Signature { get; }

    /// <summary>The shape of an example of the value that the step gives.</summary>
    /// <param name="values">Shapes of the values so far.</param>
    /// <exception cref="ShapeException">The step cannot take such examples.</exception>
    public abstract EquatableArray<int> OutputShape(IReadOnlyList<EquatableArray<int>> values);

    /// <summary>The operators that the step stands for.</summary>
    /// <param name="context">Graph and parameters.</param>
    /// <param name="values">The values so far, [batch×…].</param>
    public abstract Node Apply(LayerContext context, IReadOnlyList<Node> values);
}

/// <summary>A layer over one value.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Input">Number of the value that it takes.</param>
/// <param name="Weights">Number of the step whose weights it uses again, from 1; 0 where it has its own, or none.</param>
public sealed record LayerStep(Layer Layer, int Input, int Weights = 0) : DataflowStep
{
    /// <inheritdoc/>
    public override string Signature => Weights == 0 ? $"{Layer.Signature} of {Input}" : $"{Layer.Signature} of {Input} with the weights of {Weights}";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(IReadOnlyList<EquatableArray<int>> values) => Layer.OutputShape(values[Input]);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, IReadOnlyList<Node> values) => Layer.Apply(context, values[Input]);
}

/// <summary>Two values brought together element by element; a dimension of one is repeated where the other one is longer.</summary>
/// <param name="Kind">The operation.</param>
/// <param name="Left">Number of the left operand.</param>
/// <param name="Right">Number of the right operand.</param>
public sealed record CombineStep(CombinationKind Kind, int Left, int Right) : DataflowStep
{
    /// <inheritdoc/>
    public override string Signature => $"{Kind} of {Left} and {Right}";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(IReadOnlyList<EquatableArray<int>> values) => Broadcast(values[Left], values[Right])
        ?? throw new ShapeException($"values of shape {ShapeException.Format(values[Left])} and {ShapeException.Format(values[Right])} do not fit: dimensions must be equal, or 1 in one of the two");

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, IReadOnlyList<Node> values) => CombineLayer.Combine(Kind, values[Left], values[Right]).Named(context.NextName("r"));

    /// <summary>The shape of two values together; null where they do not fit.</summary>
    public static EquatableArray<int>? Broadcast(EquatableArray<int> left, EquatableArray<int> right) =>
        left.Count == right.Count && left.Zip(right, (one, other) => one == other || one == 1 || other == 1).All(fits => fits)
            ? new EquatableArray<int>(left.Zip(right, Math.Max))
            : null;
}

/// <summary>Values behind each other along a dimension.</summary>
/// <param name="Axis">The dimension of an example, from 0; the others must agree.</param>
/// <param name="Left">Number of the first value.</param>
/// <param name="Right">Number of the second value.</param>
public sealed record ConcatStep(int Axis, int Left, int Right) : DataflowStep
{
    /// <inheritdoc/>
    public override string Signature => $"Concat({Axis}) of {Left} and {Right}";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(IReadOnlyList<EquatableArray<int>> values) => ConcatLayer.Joined(Axis, values[Left], values[Right]);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, IReadOnlyList<Node> values) => Functions.Concat(Axis, values[Left], values[Right]).Named(context.NextName("c"));
}

/// <summary>A matrix product in each example: [… × m × k] · [… × k × n] gives [… × m × n], with equal leading dimensions.</summary>
/// <param name="Left">Number of the left operand.</param>
/// <param name="Right">Number of the right operand.</param>
/// <param name="TransposeRight">Whether the right matrices are transposed first: [… × n × k].</param>
public sealed record ProductStep(int Left, int Right, bool TransposeRight = false) : DataflowStep
{
    /// <inheritdoc/>
    public override string Signature => $"Product of {Left} and {Right}{(TransposeRight ? " transposed" : "")}";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(IReadOnlyList<EquatableArray<int>> values) =>
        new(new Operators.BatchedMatMulOp(false, TransposeRight).InferShape([new Shape(true, values[Left]), new Shape(true, values[Right])]).Dimensions);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, IReadOnlyList<Node> values) => values[Left].BatchedMatMul(values[Right], transposeRight: TransposeRight).Named(context.NextName("q"));
}

/// <summary>The same number everywhere in an example: what a recurrence begins with.</summary>
/// <param name="Value">The number.</param>
/// <param name="Shape">Shape of an example.</param>
public sealed record ConstantStep(double Value, EquatableArray<int> Shape) : DataflowStep
{
    /// <inheritdoc/>
    public override string Signature => System.FormattableString.Invariant($"Constant({Value}; {string.Join(", ", Shape)})");

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(IReadOnlyList<EquatableArray<int>> values) => Shape;

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, IReadOnlyList<Node> values) => context.Builder.Constant(Value, new Shape(true, Shape));
}

/// <summary>A tensor that a module holds itself, the same for every example: a parameter, or a buffer, which is state.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Trained">Whether the optimizer moves it.</param>
/// <param name="Start">The distribution from which it starts where it is trained.</param>
/// <param name="Scale">Half-width, standard deviation or the constant of that start; a buffer starts from this constant.</param>
public sealed record ParameterStep(EquatableArray<int> Shape, bool Trained, InitializerKind Start, double Scale) : DataflowStep
{
    /// <inheritdoc/>
    public override string Signature => $"{(Trained ? "Parameter" : "Buffer")}({string.Join(", ", Shape)})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(IReadOnlyList<EquatableArray<int>> values) => Shape;

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, IReadOnlyList<Node> values)
    {
        var name = context.NextName("tensor");
        var (shape, label) = (Graph.Shape.Unbatched([.. Shape]), $"T{name.Substring("tensor".Length)}");
        var value = Trained ? context.Parameter($"{name}.value", label, shape, new Initializer(Start, Scale)) : context.Buffer($"{name}.value", label, shape, Scale);
        return value.BroadcastTo(new Shape(true, Shape));
    }
}
