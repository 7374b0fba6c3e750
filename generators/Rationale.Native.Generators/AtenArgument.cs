namespace Rationale.Native.Generators;

/// <summary>One argument of a schema.</summary>
/// <param name="Name">Its name, in snake case.</param>
/// <param name="IsOptional">Whether it may be None.</param>
/// <param name="Default">Its default as the schema writes it; null where there is none.</param>
internal sealed record AtenArgument(string Name, bool IsOptional, string? Default)
{
    /// <summary>Whether a parameter of a C# method stands for this argument: the same letters, whatever their case, without underscores.</summary>
    public bool IsCalled(string parameter) => string.Equals(Name.Replace("_", ""), parameter, StringComparison.OrdinalIgnoreCase);
}
