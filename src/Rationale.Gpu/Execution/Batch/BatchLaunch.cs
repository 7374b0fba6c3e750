using Rationale.Graph.Lowering;

namespace Rationale.Gpu.Execution.Batch;

/// <summary>How a launch runs its calls.</summary>
internal enum BatchLaunchKind
{
    /// <summary>A large product by itself.</summary>
    Product,

    /// <summary>All threads share the elements of each call.</summary>
    Grid,

    /// <summary>Each block takes some examples through all calls.</summary>
    Chain,
}

/// <summary>A launch over the batch.</summary>
/// <param name="Kind">How it runs its calls.</param>
/// <param name="Calls">The calls, in order.</param>
internal sealed record BatchLaunch(BatchLaunchKind Kind, IReadOnlyList<KernelCall> Calls);
