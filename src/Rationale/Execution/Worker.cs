using System.Numerics;

namespace Rationale.Execution;

/// <summary>A worker's frame and the room into which its rows are gathered.</summary>
internal sealed class Worker<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ProgramLayout _layout;
    private readonly Memory<T>[] _rooms;
    private readonly Memory<int> _labels;

    public Worker(ProgramLayout layout, int tileRows, Frame<T> frame)
    {
        (_layout, Frame) = (layout, frame);
        _rooms = [.. layout.Inputs.Select(column => GC.AllocateArray<T>(column.Width * tileRows, pinned: true).AsMemory())];
        _labels = new int[tileRows];
    }

    public Frame<T> Frame { get; }

    /// <summary>Brings the rows of a tile into the frame.</summary>
    public void Load(IBatch<T> batch, ReadOnlySpan<Memory<T>> outputs, int firstRow, int rows)
    {
        Frame.BeginTile(firstRow, rows);
        for (var i = 0; i < _rooms.Length; i++)
        {
            Frame.SetInput(i, batch.Input(i, firstRow, rows, _rooms[i][..(rows * _layout.Inputs[i].Width)]));
        }

        Frame.SetLabels(batch.Labels(firstRow, rows, _labels[..rows]));
        for (var i = 0; i < outputs.Length; i++)
        {
            var width = _layout.Outputs[i].Width;
            Frame.SetOutput(i, outputs[i].Slice(firstRow * width, rows * width));
        }
    }
}
