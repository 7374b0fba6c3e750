using System.Numerics;
using Rationale.Execution;

namespace Rationale.Tests.Execution;

/// <summary>A batch over arrays, one for each column of a program.</summary>
internal sealed class ArrayBatch<T>(int rows, ReadOnlyMemory<T>[] columns, int[] labels, bool gather = false) : IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Examples => rows;

    /// <summary>Called with the first example of each tile before its columns are given; may throw.</summary>
    public Action<int>? OnTile { get; set; }

    public ReadOnlyMemory<T> Input(int column, int firstExample, int rows, Memory<T> buffer)
    {
        OnTile?.Invoke(firstExample);
        var width = columns[column].Length / Examples;
        var view = columns[column].Slice(firstExample * width, rows * width);
        if (!gather)
        {
            return view;
        }

        view.CopyTo(buffer);
        return buffer;
    }

    public ReadOnlyMemory<int> Labels(int firstExample, int rows, Memory<int> buffer) => labels.AsMemory(firstExample, rows);
}
