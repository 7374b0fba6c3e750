using System.Numerics;

namespace Rationale.Execution;

/// <summary>
/// A batch of versions of examples in which some values are replaced: of the q versions of an example, version j keeps a value whose place p in the cycle of masks has (p + j) mod q below a number. Whoever
/// knows that needs only the examples.
/// </summary>
/// <typeparam name="T">Type of the elements.</typeparam>
internal interface IMaskedVersions<T> : IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The examples, [examples × width].</summary>
    ReadOnlyMemory<T> Values { get; }

    /// <summary>The place of each value in the cycle; far below zero for one that every version keeps, and far above for one that none does.</summary>
    ReadOnlyMemory<int> Places { get; }

    /// <summary>What stands in the place of a value, for each of the width.</summary>
    ReadOnlyMemory<T> Replacements { get; }

    /// <summary>Versions of an example, q.</summary>
    int Cycle { get; }

    /// <summary>How many versions keep a value.</summary>
    int Kept { get; }

    /// <summary>The version with which the batch begins.</summary>
    int FirstVersion { get; }
}
