using Rationale.Execution;

namespace Rationale.SelfExplaining;

/// <summary>Rows of several columns in arrays, by the names that a program reads.</summary>
internal sealed class NamedBatch(ProgramLayout layout, int rows, IReadOnlyDictionary<string, float[]> columns) : IBatch<float>
{
    private readonly float[][] _columns = [.. layout.Inputs.Select(column => columns[column.Name])];

    public int Examples => rows;

    public ReadOnlyMemory<float> Input(int column, int firstRow, int count, Memory<float> room)
    {
        var width = _columns[column].Length / rows;
        return _columns[column].AsMemory(firstRow * width, count * width);
    }

    public ReadOnlyMemory<int> Labels(int firstRow, int count, Memory<int> room)
    {
        room.Span.Clear();
        return room;
    }
}
