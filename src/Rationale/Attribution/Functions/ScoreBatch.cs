using Rationale.Execution;

namespace Rationale.Attribution;

/// <summary>Makes one row.</summary>
/// <param name="row">Number of the row.</param>
/// <param name="values">Receives its values.</param>
public delegate void ExampleMaker(int row, Span<float> values);

/// <summary>
/// Rows that are made on the worker that needs them and are stored nowhere: a method that looks at a thousand changed images of each row costs the memory of
/// a tile.
/// </summary>
/// <param name="count">Number of rows, at least 1.</param>
/// <param name="width">Values of a row.</param>
/// <param name="make">Makes a row; called on several threads at once.</param>
/// <param name="classOf">The class whose score is wanted of a row; called on several threads at once.</param>
public sealed class ScoreBatch(int count, int width, ExampleMaker make, Func<int, int> classOf) : IBatch<float>
{
    /// <summary>Number of rows.</summary>
    public int Count => count;

    /// <summary>Values of a row.</summary>
    public int Width => width;

    /// <summary>Makes the row that a row is compared with, for methods that compare.</summary>
    internal ExampleMaker? MakeReference { get; init; }

    /// <summary>Makes one row.</summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="values">Receives its values.</param>
    public void Make(int row, Span<float> values) => make(row, values);

    /// <summary>The class whose score is wanted; −1 for the sum over all classes, of models only, and then of all rows.</summary>
    /// <param name="row">Number of the row.</param>
    public int ClassOf(int row) => classOf(row);

    int IBatch<float>.Examples => count;

    ReadOnlyMemory<float> IBatch<float>.Input(int column, int firstRow, int rows, Memory<float> room)
    {
        for (var i = 0; i < rows; i++)
        {
            make(firstRow + i, room.Span.Slice(i * width, width));
        }

        return room;
    }

    ReadOnlyMemory<int> IBatch<float>.Labels(int firstRow, int rows, Memory<int> room)
    {
        for (var i = 0; i < rows; i++)
        {
            room.Span[i] = classOf(firstRow + i);
        }

        return room;
    }
}
