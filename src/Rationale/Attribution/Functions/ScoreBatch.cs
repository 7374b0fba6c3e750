using Rationale.Execution;

namespace Rationale.Attribution;

/// <summary>Makes one example.</summary>
/// <param name="example">Number of the example.</param>
/// <param name="values">Receives its values.</param>
public delegate void ExampleMaker(int example, Span<float> values);

/// <summary>
/// Examples that are made on the worker that needs them and are stored nowhere: a method that looks at a thousand changed images of each example costs the memory of
/// a tile.
/// </summary>
/// <param name="count">Number of examples, at least 1.</param>
/// <param name="width">Values of an example.</param>
/// <param name="make">Makes an example; called on several threads at once.</param>
/// <param name="classOf">The class whose score is wanted of an example; called on several threads at once.</param>
public sealed class ScoreBatch(int count, int width, ExampleMaker make, Func<int, int> classOf) : IBatch<float>
{
    /// <summary>Number of examples.</summary>
    public int Count => count;

    /// <summary>Values of an example.</summary>
    public int Width => width;

    /// <summary>Makes the example that an example is compared with, for methods that compare.</summary>
    internal ExampleMaker? MakeReference { get; init; }

    /// <summary>Makes one example.</summary>
    /// <param name="example">Number of the example.</param>
    /// <param name="values">Receives its values.</param>
    public void Make(int example, Span<float> values) => make(example, values);

    /// <summary>The class whose score is wanted; −1 for the sum over all classes, of models only, and then of all examples.</summary>
    /// <param name="example">Number of the example.</param>
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
