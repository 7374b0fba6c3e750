namespace Rationale.Documentation.Tests;

/// <summary>A block of C# on a page.</summary>
/// <param name="Page">The page, from the root of the repository.</param>
/// <param name="Line">The line of its first line, from 1.</param>
/// <param name="Text">The code.</param>
internal sealed record CodeBlock(string Page, int Line, string Text);
