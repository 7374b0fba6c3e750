using System.Numerics;

namespace Rationale.Execution;

/// <summary>A worker's frame and the buffers into which its examples are gathered.</summary>
internal sealed class Worker<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ProgramLayout _layout;
    private readonly T[]?[] _buffers;
    private readonly int _tileSize;
    private readonly Memory<int> _labels;

    public Worker(ProgramLayout layout, int tileSize, Frame<T> frame)
    {
        (_layout, Frame, _tileSize) = (layout, frame, tileSize);
        _buffers = new T[]?[layout.Inputs.Count];
        _labels = new int[tileSize];
    }

    public Frame<T> Frame { get; }

    /// <summary>Brings the examples of a tile into the frame.</summary>
    public void Load(IBatch<T> batch, ReadOnlySpan<Memory<T>> outputs, int firstExample, int examples)
    {
        Frame.BeginTile(firstExample, examples);
        for (var i = 0; i < _buffers.Length; i++)
        {
            var view = batch.View(i, firstExample, examples);
            Frame.SetInput(i, view.IsEmpty ? batch.Input(i, firstExample, examples, Buffer(i).AsMemory(0, examples * _layout.Inputs[i].Width)) : view);
        }

        Frame.SetLabels(batch.Labels(firstExample, examples, _labels[..examples]));
        for (var i = 0; i < outputs.Length; i++)
        {
            var width = _layout.Outputs[i].Width;
            Frame.SetOutput(i, outputs[i].Slice(firstExample * width, examples * width));
        }
    }

    /// <summary>Where the examples of an input are gathered. Taken when that is asked for first: examples that stand in order are read where they are.</summary>
    private T[] Buffer(int input) => _buffers[input] ??= GC.AllocateArray<T>(_layout.Inputs[input].Width * _tileSize, pinned: true);
}
