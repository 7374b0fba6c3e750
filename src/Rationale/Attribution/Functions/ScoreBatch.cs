using Rationale.Execution;

namespace Rationale.Attribution;

/// <summary>Makes one row.</summary>
/// <param name="example">Number of the row.</param>
/// <param name="values">Receives its values.</param>
public delegate void ExampleMaker(int example, Span<float> values);

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

    /// <summary>Makes one row.</summary>
    /// <param name="example">Number of the row.</param>
    /// <param name="values">Receives its values.</param>
    public void Make(int example, Span<float> values) => make(example, values);

    /// <summary>The class whose score is wanted; −1 for the sum over all classes, of models only, and then of all rows.</summary>
    /// <param name="example">Number of the row.</param>
    public int ClassOf(int example) => classOf(example);

    int IBatch<float>.Examples => count;

    ReadOnlyMemory<float> IBatch<float>.Input(int input, int firstExample, int examples, Memory<float> buffer)
    {
        for (var i = 0; i < examples; i++)
        {
            make(firstExample + i, buffer.Span.Slice(i * width, width));
        }

        return buffer;
    }

    ReadOnlyMemory<int> IBatch<float>.Labels(int firstExample, int examples, Memory<int> buffer)
    {
        for (var i = 0; i < examples; i++)
        {
            buffer.Span[i] = classOf(firstExample + i);
        }

        return buffer;
    }
}
