namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// The memory that a tensor and its views share. An operation in place makes every value read from it before out of date: reading one of those again would need the new
/// numbers, which the graph does not have under the old name.
/// </summary>
internal sealed class Storage
{
    /// <summary>How often it was overwritten.</summary>
    public int Version { get; private set; }

    /// <summary>Counts an operation in place.</summary>
    public int Overwrite() => ++Version;
}
