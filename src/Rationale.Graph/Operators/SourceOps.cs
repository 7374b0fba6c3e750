namespace Rationale.Graph.Operators;

/// <summary>Base of the operators without inputs. Their values come from outside the graph, so they have no derivative rule to apply.</summary>
/// <param name="Shape">Shape of the value.</param>
public abstract record SourceOp(Shape Shape) : Operator
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 0;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [];
}

/// <summary>A value for each example of the batch, given with each step: features, targets, the annotation mask.</summary>
/// <param name="Key">Name of the input.</param>
/// <param name="Shape">Shape with the batch dimension.</param>
public sealed record InputOp(string Key, Shape Shape) : SourceOp(Shape)
{
    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => Key;
}

/// <summary>A value that is the same for all batches of a data set, given once with it: a matrix of meta-features.</summary>
/// <param name="Key">Its name in the data set.</param>
/// <param name="Shape">Shape, not batched.</param>
public sealed record SharedInputOp(string Key, Shape Shape) : SourceOp(Shape)
{
    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => Key;
}

/// <summary>The class index of each example.</summary>
public sealed record LabelsOp() : SourceOp(Shape.PerExample())
{
    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => "labels";
}

/// <summary>A trained value.</summary>
/// <param name="Key">Unique name of the parameter.</param>
/// <param name="Offset">Index of its first element in the flat parameters.</param>
/// <param name="Shape">Shape, not batched.</param>
public sealed record ParameterOp(string Key, int Offset, Shape Shape) : SourceOp(Shape)
{
    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => Key;
}

/// <summary>A number that the program is given at run time, such as the weight of a penalty.</summary>
/// <param name="Key">Unique name of the setting.</param>
public sealed record SettingOp(string Key) : SourceOp(Shape.Scalar)
{
    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => Key;
}

/// <summary>The number of examples of the whole batch.</summary>
public sealed record BatchSizeOp() : SourceOp(Shape.Scalar)
{
    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => "batchSize";
}

/// <summary>The same number in every element.</summary>
/// <param name="Value">The number.</param>
/// <param name="Shape">Shape of the value.</param>
public sealed record ConstantOp(double Value, Shape Shape) : SourceOp(Shape)
{
    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => Number.Format(Value);
}

/// <summary>
/// Zero with probability <paramref name="Rate"/>, otherwise 1 / (1 − rate), drawn for each element from a counter: seed, step, site and example.
/// It is one node however often it is used, so every pass of a step sees the same network.
/// </summary>
/// <param name="Site">Number of the dropout layer in its model.</param>
/// <param name="Rate">Probability of zero, in [0, 1).</param>
/// <param name="Shape">Shape of the value; one that is not batched is drawn once for each step.</param>
public sealed record DropoutMaskOp(int Site, double Rate, Shape Shape) : SourceOp(Shape)
{
    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"dropout({Number.Format(Rate)})";
}
