namespace Rationale.Attribution;

/// <summary>
/// How a method works on one example: which changed examples it wants evaluated, and what it makes of the results. Samples of an example are added in order, examples one after
/// another, on one thread; only <see cref="Fill"/> is called on several threads at once. So neither chunks nor workers can change a result.
/// </summary>
internal abstract class Estimator
{
    /// <summary>What is asked of the function for each sample.</summary>
    public abstract ScoreRequest Request { get; }

    /// <summary>Changed examples for each explained example.</summary>
    public abstract int Samples { get; }

    /// <summary>The groups that scores belong to; null where each feature has its own.</summary>
    public virtual FeatureGroups? Groups => null;

    /// <summary>Makes the input of one sample.</summary>
    /// <param name="example">The explained example.</param>
    /// <param name="sample">Number of the sample.</param>
    /// <param name="x">Receives the input.</param>
    public abstract void Fill(ExplainedExample example, int sample, Span<float> x);

    /// <summary>Makes what one sample is compared with; asked for by requests that compare.</summary>
    /// <param name="example">The explained example.</param>
    /// <param name="x">Receives the reference.</param>
    public virtual void FillReference(ExplainedExample example, Span<float> x) => throw new NotSupportedException($"{GetType().Name} compares with nothing.");

    /// <summary>Takes the result of one sample.</summary>
    /// <param name="example">The explained example.</param>
    /// <param name="sample">Number of the sample; they come in order.</param>
    /// <param name="score">The score at the sample's input.</param>
    /// <param name="detail">What the evaluation gives besides: a gradient, activations.</param>
    public abstract void Add(ExplainedExample example, int sample, double score, ReadOnlySpan<float> detail);

    /// <summary>Gives the scores when all samples have been added, and forgets the example.</summary>
    /// <param name="example">The explained example.</param>
    /// <param name="scores">Receives a score for each feature or group.</param>
    /// <returns>What the scores' sum misses of what it should be; not a number where the method promises nothing.</returns>
    public abstract double End(ExplainedExample example, Span<double> scores);
}

/// <summary>An explained example.</summary>
/// <param name="values">Its features.</param>
/// <param name="index">Its number among the examples asked for.</param>
/// <param name="explained">The class that is explained.</param>
internal readonly ref struct ExplainedExample(ReadOnlySpan<float> values, int index, int explained)
{
    public ReadOnlySpan<float> Values { get; } = values;

    public int Index { get; } = index;

    public int Class { get; } = explained;
}
