namespace Rationale.Smoothing;

/// <summary>
/// What is proved about one example and its explanation α: no change inside the radii can change the prediction of the smoothed model
/// (Xue et al. 2023, theorem 1 and section 2). It holds for every input of the model's kind, without a probability of error, and
/// for the seeds of the model alone.
/// </summary>
/// <param name="Full">Votes at the example itself.</param>
/// <param name="Explained">Votes where only the explanation is left.</param>
/// <param name="Selected">Number of groups in the explanation.</param>
/// <param name="Groups">Number of groups.</param>
/// <param name="AlwaysOn">
/// Whether some groups were kept in every version. That is another classifier for each explanation, with unanimous votes by construction where they are the explanation
/// itself: its certificates belong into a table of their own.
/// </param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record Certificate(VoteCounts Full, VoteCounts Explained, int Selected, int Groups, bool AlwaysOn)
{
    /// <summary>The class that the smoothed model predicts for the example.</summary>
    public int Class => Full.Class;

    /// <summary>Whether the explanation alone leads to the same class.</summary>
    public bool IsConsistent => Full.Class == Explained.Class;

    /// <summary>The largest r such that adding up to r groups to the explanation cannot change the class that the explanation leads to.</summary>
    public int IncrementalRadius => Explained.Radius;

    /// <summary>The largest r such that taking up to r groups away from the example cannot change the class of the example.</summary>
    public int DecrementalRadius => Full.Radius;

    /// <summary>Whether the explanation leads to the class of the example and cannot be made to lead to another by adding up to r groups.</summary>
    /// <param name="radius">r.</param>
    public bool IsStable(int radius) => IsConsistent && IncrementalRadius >= radius;

    /// <inheritdoc/>
    public override string ToString() =>
        $"class {Class} with {Full.Counts[Class]} of {Full.Total} votes; {Selected} of {Groups} groups {(IsConsistent ? "lead to it too" : $"lead to class {Explained.Class}")}; "
        + $"adding up to {IncrementalRadius} or removing up to {DecrementalRadius} groups changes nothing";
}
