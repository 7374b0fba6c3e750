using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Rationale.CodeFixes;

/// <summary>Edits of statements as text.</summary>
internal static class LineEdits
{
    /// <summary>Takes a statement away, with its line if nothing else is on it.</summary>
    public static TextChange Remove(SyntaxNode statement, SourceText text)
    {
        var (first, last) = (text.Lines.GetLineFromPosition(statement.SpanStart), text.Lines.GetLineFromPosition(statement.Span.End));
        var isAlone = string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, statement.SpanStart))) && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(statement.Span.End, last.End)));
        return new TextChange(isAlone ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : statement.Span, "");
    }
}
