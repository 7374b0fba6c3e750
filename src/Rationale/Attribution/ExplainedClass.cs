namespace Rationale.Attribution;

/// <summary>Which class of each row is explained. The class is settled at the row itself and then held, also where a method looks at changed rows.</summary>
public readonly record struct ExplainedClass
{
    private readonly int _plusTwo;

    private ExplainedClass(int index) => _plusTwo = index + 2;

    /// <summary>The class that the model predicts for the row; of a regressor with one output, that output. What <c>default</c> means.</summary>
    public static ExplainedClass Predicted { get; } = new(-2);

    /// <summary>The class with which the row is labeled.</summary>
    public static ExplainedClass Labeled { get; } = new(-1);

    /// <summary>The same class for every row; of a regressor, the index of an output.</summary>
    /// <param name="index">From 0 to the number of classes − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static ExplainedClass Of(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new ExplainedClass(index);
    }

    /// <summary>The class given; null where it is the predicted or the labeled one.</summary>
    public int? Index => _plusTwo >= 2 ? _plusTwo - 2 : null;

    /// <inheritdoc/>
    public override string ToString() => this == Predicted ? "predicted" : this == Labeled ? "labeled" : $"class {Index}";
}
