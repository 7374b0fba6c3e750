using Rationale.Execution;
using Rationale.Graph.Models;

namespace Rationale.Attribution;

/// <summary>Rows beside the rows that they are compared with, as the columns of a program.</summary>
internal sealed class ReferencedBatch(ProgramLayout layout, ScoreBatch rows) : IBatch<float>
{
    private readonly ExampleMaker[] _makers = [.. layout.Inputs.Select(column => column.Name == ModelPrograms.Reference
        ? rows.MakeReference ?? throw new InvalidOperationException("The rows have nothing to be compared with.")
        : rows.Make)];

    public int Examples => rows.Count;

    public ReadOnlyMemory<float> Input(int column, int firstRow, int count, Memory<float> room)
    {
        for (var i = 0; i < count; i++)
        {
            _makers[column](firstRow + i, room.Span.Slice(i * rows.Width, rows.Width));
        }

        return room;
    }

    public ReadOnlyMemory<int> Labels(int firstRow, int count, Memory<int> room) => ((IBatch<float>)rows).Labels(firstRow, count, room);
}
