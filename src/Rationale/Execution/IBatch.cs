using System.Numerics;

namespace Rationale.Execution;

/// <summary>The examples of one step, as a program's inputs.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
internal interface IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of examples, at least 1.</summary>
    int Examples { get; }

    /// <summary>Values of an input where memory holds them already, one example after the other; empty where they must be gathered.</summary>
    /// <param name="input">Index of the input in the program's layout.</param>
    /// <param name="firstExample">First example of the batch.</param>
    /// <param name="examples">Number of examples.</param>
    ReadOnlyMemory<T> View(int input, int firstExample, int examples) => default;

    /// <summary>Values of an input: either a view of memory that holds them already, or gathered into the buffer given.</summary>
    /// <param name="input">Index of the input in the program's layout.</param>
    /// <param name="firstExample">First example of the batch.</param>
    /// <param name="examples">Number of examples.</param>
    /// <param name="buffer">[examples × width] elements to gather into.</param>
    ReadOnlyMemory<T> Input(int input, int firstExample, int examples, Memory<T> buffer);

    /// <summary>Class indices of examples.</summary>
    ReadOnlyMemory<int> Labels(int firstExample, int examples, Memory<int> buffer);
}
