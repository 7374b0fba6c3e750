namespace Rationale.Generators.Reading.Modules;

/// <summary>An index of a tensor that is more than a number: <c>..</c>, <c>1..3</c>, <c>^1</c>, <c>TensorIndex.Ellipsis</c>.</summary>
/// <param name="form">What it selects.</param>
/// <param name="start">First index, or the index itself; counted from the end where it is negative, null for the first.</param>
/// <param name="stop">The index behind the last one; counted from the end where it is negative, null for the end.</param>
internal sealed class IndexValue(IndexForm form, int? start = null, int? stop = null) : Value
{
    /// <inheritdoc/>
    public override string Kind => "an index";

    /// <summary>What it selects.</summary>
    public IndexForm Form => form;

    /// <summary>First index, or the index itself.</summary>
    public int? Start => start;

    /// <summary>The index behind the last one.</summary>
    public int? Stop => stop;
}

/// <summary>What an index selects.</summary>
internal enum IndexForm
{
    /// <summary>One element, so that the dimension goes.</summary>
    Element,

    /// <summary>A range of a dimension.</summary>
    Range,

    /// <summary>All dimensions that are not named.</summary>
    Ellipsis,

    /// <summary>A new dimension of one.</summary>
    NewAxis,
}
