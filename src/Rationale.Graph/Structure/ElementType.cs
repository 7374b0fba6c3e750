namespace Rationale.Graph;

/// <summary>What the elements of a value are.</summary>
public enum ElementType
{
    /// <summary>Floating point, single or double as the program that runs the graph chooses.</summary>
    Real,

    /// <summary>A class index, a 32-bit integer.</summary>
    Index,
}
