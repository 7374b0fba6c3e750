using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Rationale.CodeFixes;

/// <summary>
/// Edits of attribute lists as text: an attribute may share its brackets with others, share a line with other lists or fill a line,
/// and everything around it should stay as the user laid it out.
/// </summary>
internal static class AttributeEdits
{
    /// <summary>Puts an attribute before another, in brackets of its own where that is possible.</summary>
    public static TextChange InsertBefore(AttributeSyntax anchor, string attribute)
    {
        var list = (AttributeListSyntax)anchor.Parent!;
        return list.Attributes[0] == anchor
            ? new TextChange(new TextSpan(list.SpanStart, 0), $"[{Qualify(anchor, attribute)}] ")
            : new TextChange(new TextSpan(anchor.SpanStart, 0), $"{Qualify(anchor, attribute)}, ");
    }

    /// <summary>Puts an attribute after the brackets of another.</summary>
    public static TextChange InsertAfter(AttributeSyntax anchor, string attribute) =>
        new(new TextSpan(anchor.Parent!.Span.End, 0), $" [{Qualify(anchor, attribute)}]");

    /// <summary>Takes an attribute away, with its brackets and line if nothing else is in them.</summary>
    public static TextChange Remove(AttributeSyntax attribute, SourceText text) => new(RemovedSpan(attribute, text), "");

    /// <summary>Takes an argument away with its comma, and the parentheses with the last one.</summary>
    public static TextChange Remove(AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        var (arguments, index) = (list.Arguments, list.Arguments.IndexOf(argument));
        var span = arguments.Count == 1 ? list.Span
            : index > 0 ? TextSpan.FromBounds(arguments[index - 1].Span.End, argument.Span.End)
            : TextSpan.FromBounds(argument.SpanStart, arguments[1].SpanStart);
        return new TextChange(span, "");
    }

    private static TextSpan RemovedSpan(AttributeSyntax attribute, SourceText text)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        var index = list.Attributes.IndexOf(attribute);
        if (index > 0)
        {
            return TextSpan.FromBounds(list.Attributes[index - 1].Span.End, attribute.Span.End);
        }

        if (list.Attributes.Count > 1)
        {
            return TextSpan.FromBounds(attribute.SpanStart, list.Attributes[1].SpanStart);
        }

        var (start, end) = (list.Span.Start, list.Span.End);
        var (first, last) = (text.Lines.GetLineFromPosition(start), text.Lines.GetLineFromPosition(end));
        var startsLine = IsBlank(text, first.Start, start);
        if (startsLine && IsBlank(text, end, last.End))
        {
            return TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak);
        }

        // One space goes with the list: the one after it at the start of a line, the one before it elsewhere.
        while (startsLine && text[end] == ' ')
        {
            end++;
        }

        while (!startsLine && text[start - 1] == ' ')
        {
            start--;
        }

        return TextSpan.FromBounds(start, end);
    }

    private static bool IsBlank(SourceText text, int start, int end) => string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(start, end)));

    // Who writes [Rationale.Dense(2)] may have no using directive.
    private static string Qualify(AttributeSyntax anchor, string attribute) => anchor.Name is QualifiedNameSyntax name ? $"{name.Left}.{attribute}" : attribute;
}
