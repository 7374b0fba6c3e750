using System.Collections.Concurrent;
using Rationale.Native;

namespace Rationale.Torch.Programs;

/// <summary>Operators by the names that schedules use.</summary>
internal static class NativeOperators
{
    private static readonly ConcurrentDictionary<string, NativeOperator> Known = new();

    /// <summary>The operator with a name such as <c>addmm.out</c>.</summary>
    public static NativeOperator Find(string name) => Known.GetOrAdd(name, static full =>
    {
        var parts = full.Split('.', 2);
        return new NativeOperator($"aten::{parts[0]}", parts.Length > 1 ? parts[1] : "");
    });
}
