namespace Rationale.Smoothing;

/// <summary>
/// A classifier that can be asked what it says of an example of which only some groups are left. What is left out is replaced by something that does not
/// depend on the example. Attacks and soft stability look at nothing else.
/// </summary>
/// <remarks>Thread safety: what derives from it may be used by one thread at a time, unless it says otherwise.</remarks>
public abstract class MaskClassifier
{
    /// <summary>Number of groups.</summary>
    public abstract int Groups { get; }

    /// <summary>Number of classes.</summary>
    public abstract int Classes { get; }

    /// <summary>Values of an example: raw ones where the model has a preprocessing.</summary>
    public abstract int Width { get; }

    /// <summary>Finds the class of each masked version of an example, and by how much it leads.</summary>
    /// <param name="x">The example, of <see cref="Width"/> values.</param>
    /// <param name="masks">[versions × <see cref="Groups"/>] flags; what is set is left.</param>
    /// <param name="classes">Receives a class for each version; of equals the first.</param>
    /// <param name="target">The class whose lead is wanted.</param>
    /// <param name="leads">Receives, for each version, by how much the target is ahead of the best other class; negative where it is behind. Empty if not wanted.</param>
    public abstract void Classify(ReadOnlySpan<float> x, ReadOnlySpan<bool> masks, Span<int> classes, int target = 0, Span<double> leads = default);

    /// <summary>The class of one masked version of an example.</summary>
    /// <param name="x">The example.</param>
    /// <param name="mask">A flag for each group.</param>
    public int ClassOf(ReadOnlySpan<float> x, ReadOnlySpan<bool> mask)
    {
        Span<int> found = stackalloc int[1];
        Classify(x, mask, found);
        return found[0];
    }
}
