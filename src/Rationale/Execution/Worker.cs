using System.Numerics;

namespace Rationale.Execution;

/// <summary>A worker's frame and the buffers into which its examples are gathered.</summary>
internal sealed class Worker<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ProgramLayout _layout;
    private readonly Memory<T>[] _buffers;
    private readonly Memory<int> _labels;

    public Worker(ProgramLayout layout, int tileSize, Frame<T> frame)
    {
        (_layout, Frame) = (layout, frame);
        _buffers = [.. layout.Inputs.Select(input => GC.AllocateArray<T>(input.Width * tileSize, pinned: true).AsMemory())];
        _labels = new int[tileSize];
    }

    public Frame<T> Frame { get; }

    /// <summary>Brings the examples of a tile into the frame.</summary>
    public void Load(IBatch<T> batch, ReadOnlySpan<Memory<T>> outputs, int firstExample, int examples)
    {
        Frame.BeginTile(firstExample, examples);
        for (var i = 0; i < _buffers.Length; i++)
        {
            Frame.SetInput(i, batch.Input(i, firstExample, examples, _buffers[i][..(examples * _layout.Inputs[i].Width)]));
        }

        Frame.SetLabels(batch.Labels(firstExample, examples, _labels[..examples]));
        for (var i = 0; i < outputs.Length; i++)
        {
            var width = _layout.Outputs[i].Width;
            Frame.SetOutput(i, outputs[i].Slice(firstExample * width, examples * width));
        }
    }
}
