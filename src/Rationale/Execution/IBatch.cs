using System.ComponentModel;
using System.Numerics;

namespace Rationale.Execution;

/// <summary>The rows of one step, as a program's columns.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of rows, at least 1.</summary>
    int Examples { get; }

    /// <summary>Rows of a column: either a view of memory that holds them already, or gathered into the room given.</summary>
    /// <param name="column">Index of the column in the program's layout.</param>
    /// <param name="firstRow">First row of the batch.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="room">[rows × width] elements to gather into.</param>
    ReadOnlyMemory<T> Input(int column, int firstRow, int rows, Memory<T> room);

    /// <summary>Class indices of rows.</summary>
    ReadOnlyMemory<int> Labels(int firstRow, int rows, Memory<int> room);
}
