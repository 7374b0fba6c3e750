using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Rationale.Analyzers.Tests;

/// <summary>Source text in which <c>{|RAT0001:span|}</c> marks an expected diagnostic. Marks may be nested.</summary>
internal sealed record Markup(string Text, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    public static Markup Parse(string marked)
    {
        var text = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var expected = new List<(string, TextSpan)>();
        for (var index = 0; index < marked.Length; index++)
        {
            if (marked.AsSpan(index).StartsWith("{|"))
            {
                var colon = marked.IndexOf(':', index);
                open.Push((marked[(index + 2)..colon], text.Length));
                index = colon;
            }
            else if (marked.AsSpan(index).StartsWith("|}"))
            {
                var (id, start) = open.Pop();
                expected.Add((id, TextSpan.FromBounds(start, text.Length)));
                index++;
            }
            else
            {
                text.Append(marked[index]);
            }
        }

        Assert.Empty(open);
        return new Markup(text.ToString(), expected);
    }
}
