using System.Text;

namespace Rationale.Generators.Emission;

/// <summary>Writes C# with four spaces a level and <c>\n</c> at the end of each line, whatever the machine.</summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one line; an empty one gets no indentation.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _text.Append(' ', 4 * _depth).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>Writes several lines, each at the current level in addition to its own indentation.</summary>
    public void Lines(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            Line(line.TrimEnd('\r'));
        }
    }

    /// <summary>Writes a header and an opening brace; disposing writes the closing one.</summary>
    public Block Braces(string header)
    {
        Lines(header);
        Line("{");
        _depth++;
        return new Block(this);
    }

    /// <summary>All lines so far.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Ends a block when it is disposed.</summary>
    public readonly struct Block(IndentedWriter writer) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }
}
