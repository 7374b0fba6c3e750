namespace Rationale.Analyzers;

/// <summary>Keys of what a diagnostic tells its code fix.</summary>
internal static class FixProperties
{
    /// <summary>The text that stands in place of the marked one.</summary>
    public const string Operand = "Operand";
}
