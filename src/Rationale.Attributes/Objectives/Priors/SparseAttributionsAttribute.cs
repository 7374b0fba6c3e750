namespace Rationale;

/// <summary>Few features should matter (Erion et al. 2021, the sparsity prior): adds <c>λ</c> times a measure of how many do to the loss.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class SparseAttributionsAttribute : AttributionTermAttribute
{
    /// <summary>The measure.</summary>
    /// <value>The default is <see cref="SparsityMeasure.Gini"/>.</value>
    public SparsityMeasure Measure { get; set; }
}
