using Rationale.Execution;

namespace Rationale.SelfExplaining;

/// <summary>Examples of several columns in arrays, by the names that a program reads.</summary>
internal sealed class NamedBatch(ProgramLayout layout, int examples, IReadOnlyDictionary<string, float[]> columns) : IBatch<float>
{
    private readonly float[][] _columns = [.. layout.Inputs.Select(column => columns[column.Name])];

    public int Examples => examples;

    public ReadOnlyMemory<float> Input(int input, int firstExample, int count, Memory<float> buffer)
    {
        var width = _columns[input].Length / examples;
        return _columns[input].AsMemory(firstExample * width, count * width);
    }

    public ReadOnlyMemory<int> Labels(int firstExample, int count, Memory<int> buffer)
    {
        buffer.Span.Clear();
        return buffer;
    }
}
