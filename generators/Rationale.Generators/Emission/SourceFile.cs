namespace Rationale.Generators.Emission;

/// <summary>One generated file.</summary>
/// <param name="HintName">Its name, unlike that of any other generated file.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string HintName, string Text);
