using System.Numerics;

namespace Rationale.Execution;

/// <summary>A batch that is a choice among examples which stay the same over many steps: whoever has them at hand needs only their numbers.</summary>
/// <typeparam name="T">Type of the elements.</typeparam>
internal interface IExampleSelection<T> : IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>All examples, the same object for every choice among them.</summary>
    IBatch<T> All { get; }

    /// <summary>Numbers of the chosen examples; empty where they are all of them, in order.</summary>
    ReadOnlyMemory<int> Selected { get; }

    /// <summary>Where the chosen examples stand in the order of an epoch; null where they are not taken from one.</summary>
    EpochOrder? Order => null;

    /// <summary>Whether the examples come again in other epochs, so that it is worth keeping them.</summary>
    bool IsRepeated => true;
}
